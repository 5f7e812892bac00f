package io.asyncable.test;

import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes, when the JVM ends, first the application contexts and then the servers they use.
 *
 * <p>With a shutdown hook each, all would close at once, and the contexts would spend their time on
 * servers that are gone.
 */
final class EndOfTests {

  private static final Set<ConfigurableApplicationContext> CONTEXTS =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static final Deque<Runnable> SERVERS = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(EndOfTests::close, "end-of-tests"));
  }

  private EndOfTests() {}

  static void closeFirst(ConfigurableApplicationContext context) {
    CONTEXTS.add(context);
  }

  static void closeLast(Runnable server) {
    SERVERS.push(server);
  }

  private static void close() {
    Set.copyOf(CONTEXTS).forEach(ConfigurableApplicationContext::close);
    SERVERS.forEach(Runnable::run);
  }
}

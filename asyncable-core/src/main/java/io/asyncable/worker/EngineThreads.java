package io.asyncable.worker;

import io.asyncable.text.ErrorDetails;
import io.asyncable.text.SeldomTold;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The threads that publish, consume, write outcomes and look for Kafka, and those of the duties.
 * With every heartbeat those that have ended begin anew. Where that cannot be, for want of memory
 * say, the worker's epoch ends: others take over what it holds, and it goes on under a new one that
 * holds nothing.
 */
public final class EngineThreads implements WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(EngineThreads.class);

  private final Consumer<String> giveUpEpoch;
  private final Duration patience;
  private final ThreadFactory factory;
  private final Duties duties;
  private final SeldomTold failures =
      new SeldomTold(log, "Restarting ended threads failed {} times, the latest: {}");
  private final List<EngineThread> threads = new CopyOnWriteArrayList<>();

  /** Since when, by {@link System#nanoTime}; the heartbeat's thread alone touches it. */
  private final Map<Supervised, Long> deadSince = new HashMap<>();

  /**
   * @param giveUpEpoch ends the worker's epoch, and is told why
   * @param patience how long a thread may stay dead before the worker's epoch ends
   */
  public EngineThreads(
      Consumer<String> giveUpEpoch, Duration patience, ThreadFactory factory, Duties duties) {
    this.giveUpEpoch = giveUpEpoch;
    this.patience = patience;
    this.factory = factory;
    this.duties = duties;
  }

  /** Begins this work, which returns only after it was told to stop. */
  public EngineThread start(String name, Runnable work) {
    return start(name, work, factory);
  }

  /** The same beside the application: it does not keep the process from ending. */
  public EngineThread startBeside(String name, Runnable work) {
    return start(
        name,
        work,
        task -> {
          Thread thread = factory.newThread(task);
          thread.setDaemon(true);
          return thread;
        });
  }

  private EngineThread start(String name, Runnable work, ThreadFactory from) {
    EngineThread started = new EngineThread(name, work, from);
    threads.add(started);
    return started;
  }

  /** Lets it end and interrupts what it waits for. */
  public void stop(EngineThread thread) {
    forget(thread);
    thread.interrupt();
  }

  /** Lets it end by itself. */
  public void forget(EngineThread thread) {
    thread.dismiss();
    threads.remove(thread);
  }

  /** The names of those that have ended though they should work. */
  public List<String> dead() {
    return supervised().filter(Supervised::isDead).map(Supervised::threadName).toList();
  }

  private Stream<Supervised> supervised() {
    return Stream.concat(threads.stream(), duties.all().stream());
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    List<Supervised> now = supervised().toList();
    deadSince.keySet().retainAll(now);
    for (Supervised thread : now) {
      if (!thread.isDead()) {
        deadSince.remove(thread);
      } else if (!revived(thread) && isOverdue(thread)) {
        deadSince.remove(thread);
        giveUpEpoch.accept(
            "its thread " + thread.threadName() + " has ended and cannot begin anew");
      }
    }
  }

  private boolean revived(Supervised thread) {
    try {
      thread.revive();
      return true;
    } catch (Throwable failure) {
      failures.happened(thread.threadName() + ", " + ErrorDetails.line(failure));
      return false;
    }
  }

  private boolean isOverdue(Supervised thread) {
    long now = System.nanoTime();
    Long since = deadSince.putIfAbsent(thread, now);
    return now - (since == null ? now : since) >= patience.toNanos();
  }
}

package io.asyncable.worker;

import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ThrottledLog;
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
 * Starts and supervises the engine's threads: those that publish, consume, write outcomes and watch
 * Kafka, and those of the duties. With every heartbeat it restarts threads that have ended. If a
 * thread cannot be restarted, for example for want of memory, the worker gives up its epoch: other
 * workers take over its records, and it continues under a new epoch that holds none.
 */
public final class EngineThreads implements WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(EngineThreads.class);

  private final Consumer<String> giveUpEpoch;
  private final Duration patience;
  private final ThreadFactory factory;
  private final Duties duties;
  private final ThrottledLog failures =
      new ThrottledLog(log, "Restarting ended threads failed {}, the latest: {}");
  private final List<EngineThread> threads = new CopyOnWriteArrayList<>();

  /**
   * When each dead thread was first noticed, by {@link System#nanoTime}. Only the heartbeat's
   * thread uses this map.
   */
  private final Map<Supervised, Long> deadSince = new HashMap<>();

  /**
   * @param giveUpEpoch ends the worker's epoch; takes the reason
   * @param patience how long a thread may stay dead before the worker gives up its epoch
   */
  public EngineThreads(
      Consumer<String> giveUpEpoch, Duration patience, ThreadFactory factory, Duties duties) {
    this.giveUpEpoch = giveUpEpoch;
    this.patience = patience;
    this.factory = factory;
    this.duties = duties;
  }

  /** Starts a thread for this work. The work must not return before it is stopped. */
  public EngineThread start(String name, Runnable work) {
    return start(name, work, factory);
  }

  /** Starts a daemon thread for this work, which does not keep the process from ending. */
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

  /** Stops the work and interrupts its thread. */
  public void stop(EngineThread thread) {
    forget(thread);
    thread.interrupt();
  }

  /** Stops supervising the work, which ends by itself. */
  public void forget(EngineThread thread) {
    thread.dismiss();
    threads.remove(thread);
  }

  /** The names of the threads that have ended although they should run. */
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
            "its thread " + thread.threadName() + " has ended and cannot be restarted");
      }
    }
  }

  private boolean revived(Supervised thread) {
    try {
      thread.revive();
      return true;
    } catch (Throwable failure) {
      failures.event(thread.threadName() + ", " + ErrorDetails.line(failure));
      return false;
    }
  }

  private boolean isOverdue(Supervised thread) {
    long now = System.nanoTime();
    Long since = deadSince.putIfAbsent(thread, now);
    return now - (since == null ? now : since) >= patience.toNanos();
  }
}

package io.asyncable.worker;

import io.asyncable.text.FailureLog;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for work that runs until it is stopped. If the work throws, even an Error, the failure
 * is logged and the work begins again on the same thread. If the thread itself ended, {@link
 * EngineThreads} starts another.
 */
public final class EngineThread implements Supervised {

  private static final Logger log = LoggerFactory.getLogger(EngineThread.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final String name;
  private final Runnable work;
  private final ThreadFactory factory;
  private final FailureLog failures;
  private volatile boolean wanted = true;
  private volatile Thread thread;

  EngineThread(String name, Runnable work, ThreadFactory factory) {
    this.name = name;
    this.work = work;
    this.factory = factory;
    this.failures = new FailureLog(log, name + " failed {} and began again: {}");
    this.thread = begin();
  }

  private Thread begin() {
    Thread begun = factory.newThread(this::run);
    begun.setName(name);
    begun.start();
    return begun;
  }

  private void run() {
    while (wanted) {
      try {
        work.run();
        return;
      } catch (Throwable failure) {
        failures.failed(failure);
        rest();
      }
    }
  }

  private static void rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String threadName() {
    return name;
  }

  @Override
  public boolean isDead() {
    return wanted && !thread.isAlive();
  }

  @Override
  public void revive() {
    thread = begin();
    log.warn("{} had ended and continues on a new thread", name);
  }

  /** Stops restarting the work. The work must notice by itself that it has to end. */
  void dismiss() {
    wanted = false;
  }

  /** Interrupts the thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /**
   * Waits until the thread has ended.
   *
   * @param longest how long to wait at most
   */
  public void join(Duration longest) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(0, longest.toNanos()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.asyncable.worker;

import io.asyncable.text.SeldomTold;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for work that is done now and then. Whatever one turn throws, an Error too, is told at
 * most once a minute, and the next turn comes: a plain timer would drop the work without a word.
 */
public final class EngineTimer {

  private static final Logger log = LoggerFactory.getLogger(EngineTimer.class);

  private final String name;
  private final SeldomTold failures;
  private final ScheduledThreadPoolExecutor timer;

  /** It does not keep the process from ending. */
  public EngineTimer(String name) {
    this.name = name;
    this.failures = new SeldomTold(log, name + " failed {} times and will run again: {}");
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Does this again and again, with a pause between the end of one turn and the next one. */
  public void repeat(Runnable work, Duration first, Duration pause) {
    timer.scheduleWithFixedDelay(
        () -> turn(work), first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Does this as soon as the thread has time, unless the timer was stopped. */
  public void soon(Runnable work) {
    try {
      timer.execute(() -> turn(work));
    } catch (RejectedExecutionException stopped) {
      log.debug("{} was stopped", name);
    }
  }

  private void turn(Runnable work) {
    try {
      work.run();
    } catch (Throwable failure) {
      tell(failure);
    }
  }

  private void tell(Throwable failure) {
    try {
      failures.happened(failure);
    } catch (Throwable untold) {
      // Where there was no memory for the work, there may be none for a word about it.
    }
  }

  /** Interrupts the turn that is being done, and begins no other. */
  public void stop() {
    timer.shutdownNow();
  }
}

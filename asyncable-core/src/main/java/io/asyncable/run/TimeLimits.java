package io.asyncable.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that enforce time limits. They are not beans of their own type, so that the
 * application's beans stay the only ones.
 *
 * @param clock interrupts what ran too long, and waits for nobody
 * @param endings writes how it ended, which may have to wait
 */
record TimeLimits(ScheduledExecutorService clock, ExecutorService endings) {

  TimeLimits() {
    this(
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("asyncable-time-limits-")),
        Executors.newCachedThreadPool(
            new CustomizableThreadFactory("asyncable-time-limits-ending-")));
  }

  void shutdownNow() {
    clock.shutdownNow();
    endings.shutdownNow();
  }
}

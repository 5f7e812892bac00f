package io.asyncable.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that enforce time limits. The executors are not beans, because they would compete
 * with the application's.
 *
 * @param clock interrupts attempts that run too long; its thread never waits
 * @param endings writes how these attempts ended, which may have to wait
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

package io.asyncable.statistics;

import io.asyncable.worker.Heartbeat;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Writes what was counted every five seconds, and the rest when the instance stops. */
public final class StatisticsWriter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StatisticsWriter.class);
  private static final int SECONDS = 5;

  private final Counters counters;
  private final StatisticsRows rows;
  private final Clock clock;
  private volatile @Nullable ScheduledExecutorService timer;

  StatisticsWriter(Counters counters, StatisticsRows rows, Clock clock) {
    this.counters = counters;
    this.rows = rows;
    this.clock = clock;
  }

  /** Writes now what was counted; it counts as of this time. */
  public synchronized void flush() {
    Map<String, Counted> counted = counters.take();
    if (counted.isEmpty()) {
      return;
    }
    try {
      rows.add(counted, clock.instant());
    } catch (RuntimeException failure) {
      counters.giveBack(counted);
      log.debug("The statistics are kept for the next time: {}", failure.toString());
    }
  }

  /** Deletes what is older than statistics are kept. */
  public void forget() {
    try {
      rows.forget(clock.instant());
    } catch (RuntimeException failure) {
      log.debug("Old statistics stay until the next time: {}", failure.toString());
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("asyncable-statistics-"));
    scheduler.scheduleWithFixedDelay(this::flush, SECONDS, SECONDS, TimeUnit.SECONDS);
    scheduler.scheduleWithFixedDelay(this::forget, 10, 60, TimeUnit.MINUTES);
    timer = scheduler;
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = timer;
    timer = null;
    if (running != null) {
      running.shutdownNow();
      flush();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Stops after whatever counts. */
  @Override
  public int getPhase() {
    return Heartbeat.PHASE + 5;
  }
}

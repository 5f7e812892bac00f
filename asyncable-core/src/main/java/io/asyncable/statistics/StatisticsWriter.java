package io.asyncable.statistics;

import io.asyncable.worker.EngineTimer;
import io.asyncable.worker.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Writes the counts every five seconds, and the rest when the instance stops. */
public final class StatisticsWriter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StatisticsWriter.class);
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);
  private static final Duration FIRST_FORGETTING = Duration.ofMinutes(10);
  private static final Duration BETWEEN_FORGETTINGS = Duration.ofHours(1);

  private final Counters counters;
  private final StatisticsRows rows;
  private final Clock clock;
  private volatile @Nullable EngineTimer timer;

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
    boolean written = false;
    try {
      rows.add(counted, clock.instant());
      written = true;
    } catch (RuntimeException failure) {
      log.debug(
          "The statistics could not be written and are kept for the next time: {}",
          failure.toString());
    } finally {
      if (!written) {
        counters.giveBack(counted);
      }
    }
  }

  /** Deletes what is older than statistics are kept. */
  public void forget() {
    try {
      rows.forget(clock.instant());
    } catch (RuntimeException failure) {
      log.debug(
          "Old statistics could not be deleted and stay until the next time: {}",
          failure.toString());
    }
  }

  @Override
  public void start() {
    EngineTimer begun = new EngineTimer("asyncable-statistics");
    begun.repeat(this::flush, BETWEEN_WRITES, BETWEEN_WRITES);
    begun.repeat(this::forget, FIRST_FORGETTING, BETWEEN_FORGETTINGS);
    timer = begun;
  }

  @Override
  public void stop() {
    EngineTimer running = timer;
    timer = null;
    if (running != null) {
      running.stop();
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

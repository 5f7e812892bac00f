package io.asyncable.statistics;

import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Phases;
import java.time.Duration;
import java.util.Map;

/** Writes what was counted every five seconds, and the rest when the instance stops. */
public final class StatisticsWriter {

  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_FORGETTINGS = Duration.ofMinutes(10);

  private final Counters counters;
  private final StatisticsRows rows;
  private final EngineClock clock;
  private final Duty writing;
  private final Duty forgetting;

  StatisticsWriter(Counters counters, StatisticsRows rows, EngineClock clock, Duties duties) {
    this.counters = counters;
    this.rows = rows;
    this.clock = clock;
    // What cannot be written now is written the next time, so no failure of these is any news.
    this.writing =
        duties
            .named("statistics")
            .every(BETWEEN_WRITES)
            .quietly()
            .inPhase(Phases.STATISTICS)
            .endingWith(this::flush)
            .doing(this::flush);
    this.forgetting =
        duties
            .named("statistics-retention")
            .every(BETWEEN_FORGETTINGS)
            .quietly()
            .doing(this::forget);
  }

  /** Stops after whatever counts. */
  Duty writing() {
    return writing;
  }

  Duty forgetting() {
    return forgetting;
  }

  /**
   * Writes now what was counted; it counts as of this time. What cannot be written is kept for the
   * next time.
   */
  public synchronized void flush() {
    Map<String, Counted> counted = counters.take();
    if (counted.isEmpty()) {
      return;
    }
    boolean written = false;
    try {
      rows.add(counted, clock.instant());
      written = true;
    } finally {
      if (!written) {
        counters.giveBack(counted);
      }
    }
  }

  /** Deletes what is older than statistics are kept. */
  public void forget() {
    rows.forget(clock.instant());
  }
}

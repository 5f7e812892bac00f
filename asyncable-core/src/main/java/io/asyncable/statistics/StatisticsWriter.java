package io.asyncable.statistics;

import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Phases;
import java.time.Duration;
import java.util.Map;

/** Writes the counts every five seconds, and once more when the instance stops. */
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
    // The next pass writes counts that could not be written, so failures need no log line.
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

  /** Its phase makes it stop after everything that counts. */
  Duty writing() {
    return writing;
  }

  Duty forgetting() {
    return forgetting;
  }

  /**
   * Writes the counts now, as of the present time. If that fails, the counts are kept for the next
   * time.
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

  /** Deletes statistics that are older than their retention. */
  public void forget() {
    rows.forget(clock.instant());
  }
}

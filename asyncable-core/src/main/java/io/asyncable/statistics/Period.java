package io.asyncable.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The two grains of {@code asyncable_statistics}: minutes for a short time, hours for a month. */
enum Period {
  MINUTE(ChronoUnit.MINUTES, Duration.ofDays(2)),
  HOUR(ChronoUnit.HOURS, Duration.ofDays(31));

  private final ChronoUnit unit;
  private final Duration kept;

  Period(ChronoUnit unit, Duration kept) {
    this.unit = unit;
    this.kept = kept;
  }

  /** The coarsest period that can tell steps of this length apart. */
  static Period of(Duration step) {
    return step.compareTo(Duration.ofHours(1)) < 0 ? MINUTE : HOUR;
  }

  Instant begin(Instant time) {
    return time.truncatedTo(unit);
  }

  Instant oldestKept(Instant now) {
    return now.minus(kept);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

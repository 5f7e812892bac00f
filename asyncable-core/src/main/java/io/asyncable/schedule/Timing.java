package io.asyncable.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The times of a plan. */
interface Timing {

  /** The first slot after that time; null if there is none. */
  @Nullable Instant after(Instant time);

  /** A slot in each interval since 1970, so that it needs no beginning that instances agree on. */
  static Timing every(Duration interval) {
    long millis = interval.toMillis();
    return time ->
        Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis + millis);
  }

  /**
   * By a cron expression of six fields.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static Timing cron(String expression, ZoneId zone) {
    return CronTiming.of(expression, zone);
  }
}

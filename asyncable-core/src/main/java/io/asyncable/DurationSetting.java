package io.asyncable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Which durations settings may have, the library's and an application's own: from a millisecond,
 * the least that timers count, to 36,500 days. PostgreSQL and Java tell times only so far ahead,
 * and nanoseconds are counted for 292 years.
 */
public final class DurationSetting {

  /** The shortest that a setting may have unless it says otherwise. */
  public static final Duration SHORTEST = Duration.ofMillis(1);

  /** The longest that a setting may have unless it says otherwise. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS,
          ChronoUnit.MILLIS,
          ChronoUnit.MICROS,
          ChronoUnit.NANOS);

  private DurationSetting() {}

  /**
   * Stops the start if the duration is below {@link #SHORTEST} or above {@link #LONGEST}.
   *
   * @param property its whole name, such as {@code asyncable.worker.heartbeat}
   * @param value null if it is not set, which is well
   * @throws ConfigurationProblem that names the property, its value and what it may be
   */
  public static void require(String property, @Nullable Duration value) {
    require(property, value, SHORTEST, LONGEST);
  }

  /** The same for a setting with bounds of its own. */
  public static void require(
      String property, @Nullable Duration value, Duration shortest, Duration longest) {
    if (value != null && (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0)) {
      throw new ConfigurationProblem(
          "%s is %s. Write a duration from %s to %s, such as 30s."
              .formatted(property, words(value), words(shortest), words(longest)));
    }
  }

  /** A duration in the largest unit that tells it whole, as settings write it: {@code 4d}. */
  public static String words(Duration duration) {
    ChronoUnit unit =
        duration.isZero()
            ? ChronoUnit.SECONDS
            : UNITS.stream()
                .filter(each -> duration.truncatedTo(each).equals(duration))
                .findFirst()
                .orElseThrow();
    try {
      return DurationStyle.SIMPLE.print(duration, unit);
    } catch (ArithmeticException tooManyForALong) {
      return DurationStyle.ISO8601.print(duration);
    }
  }
}

package io.asyncable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Checks durations in settings, of the library and of applications. A duration must be at least a
 * millisecond, because timers count no less, and at most 36,500 days, because PostgreSQL, Java and
 * counters of nanoseconds support times only up to a limit.
 */
public final class DurationSetting {

  /** The shortest duration that a setting may have by default. */
  public static final Duration SHORTEST = Duration.ofMillis(1);

  /** The longest duration that a setting may have by default. */
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
   * @param property the whole name of the setting, such as {@code asyncable.worker.heartbeat}
   * @param value null is valid and means that the setting is not set
   * @throws ConfigurationProblem that names the setting, its value and the valid values
   */
  public static void require(String property, @Nullable Duration value) {
    require(property, value, SHORTEST, LONGEST);
  }

  /** The same with other bounds. */
  public static void require(
      String property, @Nullable Duration value, Duration shortest, Duration longest) {
    if (value != null && (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0)) {
      throw new ConfigurationProblem(
          "%s is %s. Write a duration from %s to %s, such as 30s."
              .formatted(property, words(value), words(shortest), words(longest)));
    }
  }

  /** The duration in the largest unit that expresses it exactly, as in settings: {@code 4d}. */
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

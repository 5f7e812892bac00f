package io.asyncable.type;

import java.time.Duration;

/**
 * One value of the policy in force.
 *
 * @param name the setting's last part, such as {@code retry-interval}
 * @param value as settings write it
 * @param source which setting or preset decided it
 */
public record PolicyValue(String name, String value, String source) {

  /** A duration in the largest unit that tells it whole, as settings write it: {@code 4d}. */
  static String words(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + "d";
    } else if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    } else if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    } else if (millis % 1000 == 0) {
      return millis / 1000 + "s";
    }
    return millis + "ms";
  }
}

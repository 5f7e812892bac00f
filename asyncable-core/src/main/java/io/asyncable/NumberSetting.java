package io.asyncable;

import org.jspecify.annotations.Nullable;

/** Which numbers settings may have, the library's and an application's own. */
public final class NumberSetting {

  private NumberSetting() {}

  /**
   * Stops the start if the number is below the least.
   *
   * @param property its whole name, such as {@code asyncable.kafka.buffer}
   * @param value null if it is not set, which is well
   * @throws ConfigurationProblem that names the property, its value and what it may be
   */
  public static void requireAtLeast(String property, @Nullable Number value, long least) {
    if (value != null && !(value.doubleValue() >= least)) {
      throw new ConfigurationProblem(
          "%s is %s. Write a number of at least %d.".formatted(property, value, least));
    }
  }

  /** The same for a number with a greatest value. */
  public static void requireBetween(
      String property, @Nullable Number value, long least, long greatest) {
    if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= greatest)) {
      throw new ConfigurationProblem(
          "%s is %s. Write a number from %d to %d.".formatted(property, value, least, greatest));
    }
  }
}

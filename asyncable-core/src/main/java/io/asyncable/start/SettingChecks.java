package io.asyncable.start;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import java.time.Duration;

/** Checks that settings of several features share. */
public final class SettingChecks {

  private static final Duration LONGEST_WAIT = Duration.ofDays(10);

  private SettingChecks() {}

  /**
   * Stops the start if drivers cannot wait that long: they count in milliseconds up to 24 days, and
   * some wait twice as long.
   */
  public static void requireWaitable(String setting, Duration duration) {
    DurationSetting.require(setting, duration, DurationSetting.SHORTEST, LONGEST_WAIT);
  }

  /** Stops the start if this cannot become a part of the names of Kafka's topics. */
  public static void requireTopicName(String setting, String part) {
    if (!part.matches("[a-zA-Z0-9._-]{1,100}")) {
      throw new ConfigurationProblem(
          "%s is '%s'. Write 1 to 100 characters: letters, digits, '.', '_' and '-' only."
              .formatted(setting, part));
    }
  }
}

package io.asyncable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.DurationStyle;

class DurationSettingTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "P4D, 4d",
    "PT36H, 36h",
    "PT90M, 90m",
    "PT1M1S, 61s",
    "PT1.5S, 1500ms",
    "PT0.0005S, 500us",
    "PT0.000000001S, 1ns",
    "PT-1H, -1h",
    "PT9223372036854775807S, 9223372036854775807s",
    "PT9223372036854775807.0000001S, PT2562047788015215H30M7.0000001S"
  })
  void tellsADurationAsASettingMayBeWritten(Duration duration, String words) {
    assertThat(DurationSetting.words(duration)).isEqualTo(words);
    assertThat(DurationStyle.detectAndParse(words)).isEqualTo(duration);
  }

  @Test
  void refusesADurationThatIsTooLong() {
    Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE, 100);
    assertThatThrownBy(() -> DurationSetting.require("asyncable.x", tooLong))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageEndingWith("Write a duration from 1ms to 36500d, such as 30s.");
  }
}

package io.asyncable.app.system.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class BodySettingsTest {

  /** Nanoseconds are not counted so far, which each request found out anew. */
  @Test
  void aBodyMayNotTakeAsLongAsNobodyCanCount() {
    assertThatThrownBy(() -> new BodySettings(DataSize.ofMegabytes(1), Duration.ofDays(200_000)))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "asyncable.app.bodies.within is 200000d. Write a duration from 1ms to 36500d, such as"
                + " 30s.");
  }
}

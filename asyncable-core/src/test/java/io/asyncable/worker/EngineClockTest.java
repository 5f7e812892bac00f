package io.asyncable.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the database's time is taken over. */
class EngineClockTest {

  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

  private final EngineClock clock = new EngineClock(Clock.systemUTC());

  @Test
  void ignoresAReadingThatTookLong() {
    clock.synchronize(T, T.plusMillis(1_010), T.plusMillis(20));
    clock.synchronize(T, T, T.plusSeconds(8));

    assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void takesAReadingThatTookLongWhereItKnowsNothingBetter() {
    clock.synchronize(T, T.plusSeconds(5), T.plusSeconds(8));

    assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(1));
  }
}

package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptingTest {

  private static final Instant T = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void tellsHowLongAttemptsOfTheTypeRunWhereThatIsKnown() {
    assertThat(running(Duration.ofMillis(3_400), T).sentence().absolute())
        .isEqualTo(
            "Running on worker host:1 since 2026-01-31 10:00:00 UTC"
                + " (attempt 2; 95 of 100 successful attempts of this type run at most 3.4 s).");
    assertThat(running(null, T.plus(Duration.ofDays(1))).sentence().absolute())
        .isEqualTo("Running on worker host:1 since 2026-01-31 10:00:00 UTC (attempt 2).");
  }

  @Test
  void saysWhenAnAttemptRunsForFarLongerThanOthers() {
    Attempting.Running late = running(Duration.ofSeconds(30), T.plusSeconds(91));
    assertThat(late.sentence().absolute())
        .isEqualTo(
            "Running on worker host:1 since 2026-01-31 10:00:00 UTC, far longer than usual"
                + " (attempt 2; 95 of 100 successful attempts of this type run at most 30.0 s).");
    assertThat(late.isUnusual()).isTrue();
    assertThat(running(Duration.ofSeconds(30), T.plusSeconds(90)).isUnusual()).isFalse();
    assertThat(running(Duration.ofSeconds(1), T.plusSeconds(60)).isUnusual()).isFalse();
    assertThat(running(Duration.ofSeconds(1), T.plusSeconds(61)).isUnusual()).isTrue();
    assertThat(running(null, T.plus(Duration.ofDays(1))).isUnusual()).isFalse();
  }

  private static Attempting.Running running(@Nullable Duration usual, Instant now) {
    return Attempting.Running.of("host:1", T, 2, usual, null, now);
  }
}

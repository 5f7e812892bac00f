package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptingTest {

  private static final Instant T = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void tellsHowLongAttemptsOfTheTypeRunWhereThatIsKnown() {
    assertThat(new Attempting.Running("host:1", T, 2, Duration.ofMillis(3_400)).sentence())
        .isEqualTo(
            "Running on worker host:1 since 2026-01-31 10:00:00 UTC"
                + " (attempt 2; 95 of 100 of this type that succeed run at most 3.4 s).");
    assertThat(new Attempting.Running("host:1", T, 2, null).sentence())
        .isEqualTo("Running on worker host:1 since 2026-01-31 10:00:00 UTC (attempt 2).");
  }
}

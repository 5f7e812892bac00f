package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TimedTextTest {

  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  private static final TimedText TEXT =
      TimedText.of("Failed ")
          .at(NOW.minus(Duration.ofMinutes(3)))
          .and("; follows ")
          .and(TimedText.of("again ").ahead(NOW.plusSeconds(43)))
          .and("; down ")
          .since(NOW.minus(Duration.ofMinutes(192)))
          .and(".");

  @Test
  void tellsItsTimesInUtcOrFromNow() {
    assertThat(TEXT.absolute())
        .isEqualTo(
            "Failed at 2026-01-31 09:57:00 UTC; follows again at 2026-01-31 10:00:43 UTC;"
                + " down since 2026-01-31 06:48:00 UTC.");
    assertThat(TEXT.from(NOW))
        .isEqualTo("Failed 3 min ago; follows again in 43 s; down for 3 h 12 min.");
    assertThat(JsonMapper.shared().writeValueAsString(TEXT)).isEqualTo('"' + TEXT.absolute() + '"');
  }

  /** A timer is seldom read at the very moment. */
  @Test
  void neverSaysThatSomethingFollowsInThePast() {
    for (Duration late : List.of(Duration.ofSeconds(90), Duration.ZERO, Duration.ofMillis(-300))) {
      assertThat(TimedText.of("Follows ").ahead(NOW.minus(late)).from(NOW))
          .isEqualTo("Follows any moment now");
    }
  }

  @Test
  void saysWhatNobodyKnows() {
    TimedText unknown = TimedText.of("Ended ").at(null).and(", down ").since(null);
    assertThat(unknown.absolute())
        .isEqualTo("Ended at an unknown time, down since an unknown time");
    assertThat(unknown.from(NOW)).isEqualTo(unknown.absolute());
  }

  @Test
  void tellsByTheClockWhenSomethingBegan() {
    assertThat(clock(Duration.ofSeconds(8))).isEqualTo("since 09:59 UTC (8 s)");
    assertThat(clock(Duration.ofMinutes(4))).isEqualTo("since 09:56 UTC (4 min)");
    assertThat(clock(Duration.ofHours(51))).isEqualTo("since 2026-01-29 07:00 UTC (2 d 3 h)");
  }

  private static String clock(Duration ago) {
    return TimedText.of("").since(NOW.minus(ago)).pieces().get(1).byTheClock(NOW);
  }
}

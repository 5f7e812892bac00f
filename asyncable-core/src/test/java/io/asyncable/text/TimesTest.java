package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void tellsHowFarATimeIsFromNow() {
    assertThat(ago(Duration.ofSeconds(59))).isEqualTo("just now");
    assertThat(ago(Duration.ofMinutes(12))).isEqualTo("12 min ago");
    assertThat(ago(Duration.ofMinutes(192))).isEqualTo("3 h 12 min ago");
    assertThat(ago(Duration.ofHours(51))).isEqualTo("2 d 3 h ago");
    assertThat(ago(Duration.ofHours(3))).isEqualTo("3 h ago");
    assertThat(ago(Duration.ofDays(3))).isEqualTo("3 d ago");
    assertThat(ago(Duration.ofDays(40).plusHours(5))).isEqualTo("40 d ago");
    assertThat(ago(Duration.ZERO)).isEqualTo("just now");
    assertThat(ago(Duration.ofMillis(-300))).isEqualTo("just now");
    assertThat(ago(Duration.ofSeconds(-43))).isEqualTo("in 43 s");
    assertThat(ago(Duration.ofMinutes(-90))).isEqualTo("in 1 h 30 min");
  }

  private static String ago(Duration ago) {
    return Times.UTC.relative(NOW.minus(ago), NOW);
  }

  @Test
  void tellsHowLongSomethingHasLasted() {
    assertThat(Times.UTC.lasting(NOW.minusSeconds(8), NOW)).isEqualTo("8 s");
    assertThat(Times.UTC.lasting(NOW.minusSeconds(240), NOW)).isEqualTo("4 min");
    assertThat(Times.UTC.lasting(NOW.plusSeconds(1), NOW)).isEqualTo("0 s");
  }
}

package io.asyncable.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which slots are fired after nobody was there for a while. */
class DeclaredScheduleTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private static DeclaredSchedule.Due due(CatchUp catchUp, Duration interval, Duration late) {
    return new DeclaredSchedule(
            "s",
            "every " + interval,
            "job",
            true,
            Timing.every(interval),
            Overlap.ALLOW,
            catchUp,
            Duration.ofDays(1),
            slot -> slot)
        .due(FIRST, FIRST.plus(late));
  }

  @Test
  void theLatestOfSeveral() {
    DeclaredSchedule.Due due = due(CatchUp.LATEST, Duration.ofHours(1), Duration.ofMinutes(150));
    assertThat(due.fired()).containsExactly(FIRST.plus(Duration.ofHours(2)));
    assertThat(due.missed()).isEqualTo(2);
    assertThat(due.next()).isEqualTo(FIRST.plus(Duration.ofHours(3)));
  }

  @Test
  void allWithinTheWindow() {
    DeclaredSchedule.Due due = due(CatchUp.ALL, Duration.ofHours(1), Duration.ofHours(26));
    assertThat(due.fired())
        .hasSize(25)
        .startsWith(FIRST.plus(Duration.ofHours(2)))
        .endsWith(FIRST.plus(Duration.ofHours(26)));
    assertThat(due.missed()).isEqualTo(2);
  }

  @Test
  void noneThatIsLate() {
    DeclaredSchedule.Due late = due(CatchUp.NONE, Duration.ofHours(1), Duration.ofMinutes(30));
    assertThat(late.fired()).isEmpty();
    assertThat(late.missed()).isEqualTo(1);
    DeclaredSchedule.Due onTime = due(CatchUp.NONE, Duration.ofHours(1), Duration.ofMinutes(1));
    assertThat(onTime.fired()).containsExactly(FIRST);
  }

  @Test
  void noneOfThemIfTheLatestIsTooOld() {
    DeclaredSchedule.Due due = due(CatchUp.LATEST, Duration.ofDays(3), Duration.ofDays(2));
    assertThat(due.fired()).isEmpty();
    assertThat(due.missed()).isEqualTo(1);
    assertThat(due.next()).isAfter(FIRST.plus(Duration.ofDays(2)));
  }

  /** A weekend of seconds is worked off in parts, and its latest slot is still the latest. */
  @Test
  void goesOnWhereItStoppedAfterVeryMany() {
    DeclaredSchedule.Due part = due(CatchUp.LATEST, Duration.ofSeconds(1), Duration.ofDays(2));
    assertThat(part.fired()).isEmpty();
    assertThat(part.missed()).isEqualTo(10_000);
    assertThat(part.next()).isEqualTo(FIRST.plusSeconds(10_000));

    DeclaredSchedule.Due all = due(CatchUp.ALL, Duration.ofSeconds(1), Duration.ofHours(2));
    assertThat(all.fired()).hasSize(100);
    assertThat(all.next()).isEqualTo(FIRST.plusSeconds(100));
  }
}

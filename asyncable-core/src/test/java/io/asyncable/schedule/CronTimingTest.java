package io.asyncable.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.support.CronExpression;

/** The slots of cron expressions, where the clocks change above all. */
class CronTimingTest {

  private static List<Instant> slots(String cron, String zone, String from, String to) {
    Timing timing = Timing.cron(cron, ZoneId.of(zone));
    List<Instant> slots = new ArrayList<>();
    for (Instant slot = timing.after(Instant.parse(from));
        slot != null && slot.isBefore(Instant.parse(to));
        slot = timing.after(slot)) {
      slots.add(slot);
    }
    return slots;
  }

  @Test
  void aTimeThatIsSkippedMovesOnByAsMuchAsTheClocks() {
    assertThat(
            slots("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-03-08T07:30:00Z"), Instant.parse("2026-03-09T06:30:00Z"));
  }

  @Test
  void aTimeThatIsRepeatedCountsOnce() {
    assertThat(
            slots("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-11-01T05:30:00Z"), Instant.parse("2026-11-02T06:30:00Z"));
  }

  @Test
  void everyHourIsEveryHourOfTheRealTime() {
    assertThat(
            slots("0 * * * *", "America/New_York", "2026-11-01T04:59:00Z", "2026-11-01T09:00:00Z"))
        .hasSize(4);
    assertThat(
            slots("0 * * * *", "America/New_York", "2026-03-08T05:59:00Z", "2026-03-08T10:00:00Z"))
        .hasSize(4);
  }

  @Test
  void localTimesThatFallOnOneInstantAreOneSlot() {
    assertThat(
            slots(
                "30 2,3 * * *", "America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T05:00:00Z"))
        .containsExactly(Instant.parse("2026-03-08T07:30:00Z"));
  }

  @Test
  void aDayThatDoesNotExistMovesOnByADay() {
    assertThat(slots("0 9 * * *", "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-31T12:00:00Z"))
        .containsExactly(
            Instant.parse("2011-12-29T19:00:00Z"), Instant.parse("2011-12-30T19:00:00Z"));
  }

  /** Sixty candidates a day, in zones of odd changes: half an hour, two hours, a day. */
  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2026-01-01T00:00:00Z",
    "Australia/Lord_Howe, 2026-01-01T00:00:00Z",
    "Antarctica/Troll, 2026-01-01T00:00:00Z",
    "Pacific/Apia, 2011-01-01T00:00:00Z",
    "Europe/London, 2026-01-01T00:00:00Z"
  })
  void agreesWithTryingEveryMinute(String zone, Instant from) {
    Instant to = from.plus(Duration.ofDays(366));
    for (String cron : List.of("0 30 2 * * *", "0 */20 1-3 * * *", "0 0 0 1 * *")) {
      assertThat(slots(cron, zone, from.toString(), to.toString()))
          .as(cron)
          .containsExactlyElementsOf(tried(cron, ZoneId.of(zone), from, to));
    }
  }

  private static TreeSet<Instant> tried(String cron, ZoneId zone, Instant from, Instant to) {
    CronExpression expression = CronExpression.parse(cron);
    LocalDateTime first = LocalDateTime.ofInstant(from, zone).minusDays(3);
    LocalDateTime last = LocalDateTime.ofInstant(to, zone).plusDays(3);
    TreeSet<Instant> all = new TreeSet<>();
    Stream.iterate(first, minute -> minute.isBefore(last), minute -> minute.plusMinutes(1))
        .filter(minute -> minute.equals(expression.next(minute.minusSeconds(1))))
        .map(minute -> minute.atZone(zone).toInstant())
        .filter(slot -> slot.isAfter(from) && slot.isBefore(to))
        .forEach(all::add);
    return all;
  }
}

package io.asyncable.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.Asyncables;
import io.asyncable.PermanentFailure;
import io.asyncable.statistics.TypeStatistics.Step;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is counted of attempts, and what is kept of it. */
@StillEngineTest
class StatisticsTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Script script;
  @Autowired Sweeper sweeper;
  @Autowired StatisticsWriter writer;
  @Autowired TypeStatistics statistics;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
    script.lines.clear();
    writer.flush();
    jdbc.sql("truncate asyncable_statistics").update();
    // Beyond what is remembered of another test.
    clock.set(clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS).plusSeconds(1));
  }

  @Test
  void countsWhatIsProcessedAndHowLongItTook() {
    process(Duration.ofSeconds(30));
    process(Duration.ofMinutes(2));
    writer.flush();

    Counted counted = lastHour();
    assertThat(counted.processed()).isEqualTo(2);
    assertThat(counted.inWindow()).isEqualTo(2);
    assertThat(counted.failed()).isZero();
    assertThat(counted.longest()).isEqualTo(Duration.ofMinutes(2));
    assertThat(counted.ages().quantile(0.5).orElseThrow())
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(35));
    assertThat(counted.runs().count()).isEqualTo(2);
    assertThat(statistics.p95(bench.type()).orElseThrow()).isPositive();
    assertThat(statistics.meanLately(bench.type()).orElseThrow()).isPositive();
  }

  @Test
  void knowsHowLongAttemptsRanInTheLatestMinute() {
    process(Duration.ZERO);
    writer.flush();
    clock.advance(Duration.ofMinutes(5));
    process(Duration.ZERO);
    writer.flush();
    jdbc.sql(
            """
            update asyncable_statistics set runs =
              (select array_agg(case when i = 24 then 1 else 0 end order by i)
               from generate_series(0, 63) i)
            where period = 'minute'
              and at = (select max(at) from asyncable_statistics where period = 'minute')
            """)
        .update();

    assertThat(statistics.meanLately(bench.type()).orElseThrow())
        .isBetween(Duration.ofMillis(2_896), Duration.ofMillis(4_096));
  }

  @Test
  void countsFailuresAndWhatIsGivenUp() {
    fail(new IllegalStateException("busy"));
    fail(new PermanentFailure("no such street"));
    writer.flush();

    Counted counted = lastHour();
    assertThat(counted.failed()).isEqualTo(2);
    assertThat(counted.expired()).isEqualTo(1);
    assertThat(counted.processed()).isZero();
    assertThat(counted.runs().count()).as("only what succeeds tells how long it takes").isZero();
    assertThat(statistics.p95(bench.type())).isEmpty();
  }

  @Test
  void countsLostAttempts() {
    Letter letter = bench.submitted();
    long worker = bench.worker();
    bench.claim(letter, worker);
    bench.kill(worker);
    clock.advance(Duration.ofMinutes(1));
    sweeper.sweep();
    writer.flush();

    assertThat(lastHour().lost()).isEqualTo(1);
  }

  @Test
  void whatIsProcessedAfterItsWindowIsLate() {
    process(Duration.ofDays(5));
    writer.flush();

    assertThat(lastHour().processed()).isEqualTo(1);
    assertThat(lastHour().inWindow()).isZero();
  }

  @Test
  void addsToTheSameMinuteAndBeginsTheNext() {
    process(Duration.ZERO);
    writer.flush();
    process(Duration.ZERO);
    writer.flush();
    clock.advance(Duration.ofMinutes(1));
    process(Duration.ZERO);
    writer.flush();

    List<Step> minutes = steps();
    assertThat(minutes.get(minutes.size() - 2).counted().processed()).isEqualTo(2);
    assertThat(minutes.get(minutes.size() - 1).counted().processed()).isEqualTo(1);
    List<Step> hours =
        statistics.series(
            bench.type(), clock.instant().minus(Duration.ofHours(24)), Duration.ofHours(6));
    assertThat(hours).hasSize(5);
    assertThat(hours.stream().mapToLong(step -> step.counted().processed()).sum()).isEqualTo(3);
  }

  @Test
  void keepsWhatCouldNotBeWritten() {
    process(Duration.ofSeconds(3));
    jdbc.sql("alter table asyncable_statistics rename to away").update();
    try {
      assertThatThrownBy(writer::flush).isInstanceOf(DataAccessException.class);
    } finally {
      jdbc.sql("alter table away rename to asyncable_statistics").update();
    }
    writer.flush();

    assertThat(lastHour().processed()).isEqualTo(1);
    assertThat(lastHour().ages().count()).isEqualTo(1);
    assertThat(lastHour().longest()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void forgetsMinutesAfterTwoDaysAndHoursAfterAMonth() {
    process(Duration.ZERO);
    writer.flush();

    clock.advance(Duration.ofDays(3));
    writer.forget();
    assertThat(periods()).containsExactly("hour");
    clock.advance(Duration.ofDays(30));
    writer.forget();
    assertThat(periods()).isEmpty();
  }

  @Test
  void aFailureLeavesItsPlaceAndKindInTheHistory() {
    fail(new IllegalStateException("busy with 7"));
    fail(new IllegalStateException("busy with 12"));

    assertThat(
            jdbc.sql("select distinct fingerprint from asyncable_history")
                .query(String.class)
                .list())
        .hasSize(1)
        .allMatch(fingerprint -> fingerprint.matches("[0-9a-f]{16}"));
    assertThat(jdbc.sql("select distinct frame from asyncable_history").query(String.class).list())
        .containsExactly(
            "io.asyncable.statistics.StatisticsTest.aFailureLeavesItsPlaceAndKindInTheHistory");
  }

  private void process(Duration wait) {
    Letter letter = bench.submitted();
    Instant before = clock.instant();
    clock.advance(wait);
    bench.run(letter);
    assertThat(bench.stored(letter).getProcessedAt()).isEqualTo(before.plus(wait));
  }

  private void fail(RuntimeException failure) {
    Letter letter = bench.submitted();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          throw failure;
        });
    bench.run(letter);
  }

  private List<Step> steps() {
    return statistics.series(
        bench.type(), clock.instant().minus(Duration.ofHours(1)), Duration.ofMinutes(1));
  }

  private Counted lastHour() {
    return steps().stream().map(Step::counted).reduce(Counted.NOTHING, Counted::plus);
  }

  private List<String> periods() {
    return jdbc.sql("select period from asyncable_statistics").query(String.class).list();
  }
}

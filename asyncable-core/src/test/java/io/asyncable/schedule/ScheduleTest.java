package io.asyncable.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.UnknownRecord;
import io.asyncable.database.SqlTime;
import io.asyncable.job.Enqueued;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.test.engine.Rounds;
import io.asyncable.test.engine.Rounds.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A slot is fired once, by passes of the test. */
@InlineEngineTest
class ScheduleTest {

  @Autowired Firing firing;
  @Autowired Declarations declarations;
  @Autowired ScheduleRows rows;
  @Autowired Schedules schedules;
  @Autowired Rounds rounds;
  @Autowired EngineDriver engine;
  @Autowired TestClock clock;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void declare() {
    firing.duty().stop();
    jdbc.sql("truncate asyncable_schedule, asyncable_schedule_slot").update();
    firing.declare();
    rounds.done.clear();
  }

  @AfterEach
  void recover() {
    rounds.failing = false;
    rounds.broken = false;
    jdbc.sql(
            "truncate asyncable_job, asyncable_job_log, asyncable_schedule, asyncable_schedule_slot")
        .update();
    firing.declare();
  }

  private Instant due(String schedule) {
    Instant slot = clock.instant().minusSeconds(10);
    jdbc.sql("update asyncable_schedule set next_at = ? where name = ?")
        .params(SqlTime.of(slot), schedule)
        .update();
    return slot;
  }

  private List<String> outcomes(String schedule) {
    return jdbc.sql("select outcome from asyncable_schedule_slot where schedule = ? order by slot")
        .param(schedule)
        .query(String.class)
        .list();
  }

  private Schedules.Schedule schedule(String name) {
    return schedules.all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSlotIsFiredOnceWithItsTime() {
    Instant slot = due("rounds.skip");
    firing.pass();
    firing.pass();

    assertThat(rounds.done).containsExactly(new Round("rounds.skip", slot));
    assertThat(outcomes("rounds.skip")).containsExactly("fired");
    assertThat(schedule("rounds.skip").recent())
        .singleElement()
        .satisfies(
            recent -> {
              assertThat(recent.slot()).isEqualTo(slot);
              assertThat(recent.job()).isNotNull();
            });
    assertThat(schedule("rounds.skip").next()).isAfter(clock.instant());
  }

  @Test
  void anInstanceLeavesAScheduleAloneWhileAnotherFiresIt() {
    due("rounds.skip");
    transaction.executeWithoutResult(
        status -> {
          assertThat(rows.lock(declarations.all().get("rounds.skip"), clock.instant())).isNotNull();
          Thread other = new Thread(firing::pass);
          other.start();
          join(other);
          assertThat(rounds.done).isEmpty();
        });
    firing.pass();
    assertThat(rounds.done).hasSize(1);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aSlotIsSkippedWhileTheJobOfTheSlotBeforeHasNotEnded() {
    rounds.failing = true;
    due("rounds.skip");
    firing.pass();
    clock.advance(Duration.ofSeconds(1));
    due("rounds.skip");
    firing.pass();
    assertThat(outcomes("rounds.skip")).containsExactly("fired", "skipped");

    rounds.failing = false;
    clock.advance(Duration.ofHours(4));
    engine.drain();
    due("rounds.skip");
    firing.pass();
    assertThat(outcomes("rounds.skip")).containsExactly("fired", "skipped", "fired");
  }

  @Test
  void aSlotIsFiredBesideTheJobBeforeWhereThatIsAllowed() {
    rounds.failing = true;
    due("rounds.allow");
    firing.pass();
    clock.advance(Duration.ofSeconds(1));
    due("rounds.allow");
    firing.pass();
    assertThat(outcomes("rounds.allow")).containsExactly("fired", "fired");
  }

  @Test
  void oneThatFailsStaysDueAndKeepsNoOtherFromFiring() {
    rounds.broken = true;
    Instant slot = due("rounds.broken");
    due("rounds.skip");
    assertThatThrownBy(firing::pass).hasMessage("no request today");
    assertThat(outcomes("rounds.skip")).containsExactly("fired");
    assertThat(outcomes("rounds.broken")).isEmpty();
    assertThat(schedule("rounds.broken").next()).isEqualTo(slot);

    rounds.broken = false;
    firing.pass();
    assertThat(outcomes("rounds.broken")).containsExactly("fired");
  }

  @Test
  void anEditFiresNothingAtOnce() {
    due("rounds.skip");
    jdbc.sql("update asyncable_schedule set plan = 'every 1d' where name = 'rounds.skip'").update();
    firing.pass();
    assertThat(rounds.done).as("an instance of the other version has another plan").isEmpty();

    firing.declare();
    firing.pass();
    assertThat(rounds.done).isEmpty();
    assertThat(schedule("rounds.skip").plan()).isEqualTo("every 3650d");
    assertThat(schedule("rounds.skip").next()).isAfter(clock.instant());
  }

  @Test
  void aDeclarationThatIsKnownKeepsItsNextSlot() {
    Instant slot = due("rounds.skip");
    transaction.executeWithoutResult(
        status -> {
          firing.declare();
          assertThat(schedule("rounds.skip").next()).isEqualTo(slot);
        });
  }

  @Test
  void aPausedOneFiresNothingAndGoesOnWithTheNextSlot() {
    assertThat(schedules.pause("rounds.skip", "carol", "month end")).isTrue();
    assertThat(schedules.pause("rounds.skip", "dave", "again")).isFalse();
    due("rounds.skip");
    firing.pass();
    assertThat(rounds.done).isEmpty();
    assertThat(schedule("rounds.skip").pausedBy()).isEqualTo("carol");
    assertThat(schedule("rounds.skip").pauseReason()).isEqualTo("month end");

    assertThat(schedules.resume("rounds.skip")).isTrue();
    assertThat(schedules.resume("rounds.skip")).isFalse();
    firing.pass();
    assertThat(rounds.done).isEmpty();
    assertThat(schedule("rounds.skip").next()).isAfter(clock.instant());
  }

  @Test
  void runsNowBesideItsPlan() {
    Instant next = schedule("rounds.skip").next();
    Enqueued job = schedules.runNow("rounds.skip");
    assertThat(job.type()).isEqualTo("round");
    assertThat(rounds.done).containsExactly(new Round("rounds.skip", clock.instant()));
    assertThat(schedule("rounds.skip").next()).isEqualTo(next);
  }

  @Test
  void tellsItsNextSlots() {
    List<Instant> next = schedules.next("rounds.skip", 3);
    assertThat(next).hasSize(3).isSorted();
    assertThat(Duration.between(next.get(0), next.get(2))).isEqualTo(Duration.ofDays(7_300));
  }

  @Test
  void refusesAnUnknownOneAndAPauseWithoutAReason() {
    assertThatThrownBy(() -> schedules.runNow("nightly"))
        .isInstanceOf(UnknownRecord.class)
        .hasMessageContaining("There is no schedule 'nightly'. Known are [rounds.allow, ");
    assertThatThrownBy(() -> schedules.pause("rounds.skip", "carol", " "))
        .hasMessage("The reason of a pause is blank. Write why.");
  }
}

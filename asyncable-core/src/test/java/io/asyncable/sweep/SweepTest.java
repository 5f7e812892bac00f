package io.asyncable.sweep;

import static io.asyncable.test.engine.Workbench.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.kafka.Backlog;
import io.asyncable.move.Cause;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.History;
import io.asyncable.queue.Lane;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Races;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sweeper makes of the records whose timer has come. */
@StillEngineTest
class SweepTest {

  private static final Duration LONGER_THAN_GRACE = GRACE.plusSeconds(1);

  /** Kafka keeps milliseconds, and the clock is moved by one too many. */
  private static final TemporalUnitOffset MILLISECONDS = within(20, ChronoUnit.MILLIS);

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Claims claims;
  @Autowired Asyncables asyncables;
  @Autowired Sweeper sweeper;
  @Autowired Backlog backlog;
  @Autowired Heartbeat worker;
  @Autowired History history;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired Races races;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
    broker.passAll();
    // Kafka is known to answer from here on, and no reading is left of another test whose clock
    // stood where this one's will.
    for (Lane lane : Lane.values()) {
      backlog.oldest("default", lane);
    }
  }

  @Test
  void doesNothingBeforeItsTime() {
    submittedAndPublished();
    assertThat(sweep()).isEqualTo(Tally.NOTHING);
  }

  @Test
  void publishesARecordWhoseMessageIsLost() {
    submittedAndPublished();
    broker.passAll();
    long before = broker.published();
    clock.advance(LONGER_THAN_GRACE);

    assertThat(sweep()).isEqualTo(published(1));
    assertThat(broker.published()).isEqualTo(before + 1);
  }

  @Test
  void publishesNothingWhileTheMessageIsUnread() {
    Letter letter = submittedAndPublished();
    long before = broker.published();

    Instant now = clock.advance(LONGER_THAN_GRACE);
    assertThat(sweep()).isEqualTo(waiting(1));
    assertThat(bench.stored(letter).getDueAt())
        .isCloseTo(now.plus(LONGER_THAN_GRACE), MILLISECONDS);

    // The timer doubles, so that touches grow with the logarithm of the wait.
    now = clock.advance(LONGER_THAN_GRACE.plusMillis(1));
    assertThat(sweep()).isEqualTo(waiting(1));
    assertThat(bench.stored(letter).getDueAt())
        .isCloseTo(now.plus(LONGER_THAN_GRACE.multipliedBy(2)), MILLISECONDS);
    assertThat(broker.published()).isEqualTo(before);
  }

  /** As after an outage: what was held is released while others' messages are unread. */
  @Test
  void publishesAReleasedBacklogOnceHoweverOftenItIsLookedAtWhileUnread() {
    List<Letter> held = consumedAndHeld(4);
    submittedAndPublished();
    clock.advance(LONGER_THAN_GRACE);
    assertThat(sweep()).isEqualTo(new Tally(4, 1, 0, 0, 0, 0));
    long released = broker.published();

    for (int hours = 1; hours <= 8; hours *= 2) {
      clock.advance(Duration.ofHours(hours));
      assertThat(sweep()).isEqualTo(waiting(5));
    }
    assertThat(broker.published()).isEqualTo(released);

    broker.passAll();
    submittedAndPublished();
    clock.advance(Duration.ofHours(16));
    sweep();
    sweep();
    held.forEach(letter -> broker.awaitMessagesOf(bench.reference(letter).key(), 3));
  }

  @Test
  void publishesWhatAPersonRetriedOnceMoreOnlyWhenThatMessageIsPassed() {
    Letter letter = consumedAndHeld(1).get(0);
    submittedAndPublished();
    clock.advance(LONGER_THAN_GRACE);
    asyncables.retryNow(letter);
    broker.awaitMessagesOf(bench.reference(letter).key(), 2);

    clock.advance(LONGER_THAN_GRACE);
    assertThat(sweep()).isEqualTo(waiting(2));
    clock.advance(Duration.ofHours(1));
    assertThat(sweep()).isEqualTo(waiting(2));

    broker.passAll();
    clock.advance(Duration.ofHours(2));
    assertThat(sweep()).isEqualTo(published(2));
  }

  @Test
  void publishesAScheduledRecordWhenItsTimeHasCome() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter, Duration.ofHours(1));
    assertThat(stateOf(letter)).isEqualTo(State.SCHEDULED);
    clock.advance(Duration.ofMinutes(59));
    assertThat(sweep()).isEqualTo(Tally.NOTHING);

    clock.advance(Duration.ofMinutes(1).plusMillis(1));
    assertThat(sweep()).isEqualTo(published(1));
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
  }

  @Test
  void publishesAScheduledRecordThoughABacklogIsUnread() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter, Duration.ofHours(1));
    submittedAndPublished();
    clock.advance(Duration.ofHours(1).plusMillis(1));
    assertThat(sweep()).isEqualTo(new Tally(1, 1, 0, 0, 0, 0));

    clock.advance(Duration.ofHours(2));
    assertThat(sweep()).isEqualTo(waiting(2));
    assertThat(bench.stored(letter).getPublishedAt()).isNotNull();
  }

  @Test
  void publishesAFailedAttemptsRecordAfterItsBackoff() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    clock.advance(GRACE.minusMillis(1));
    assertThat(sweep()).isEqualTo(Tally.NOTHING);

    clock.advance(Duration.ofMillis(1));
    assertThat(sweep()).isEqualTo(published(1));
    assertThat(bench.reference(letter).attempt()).isEqualTo(1);
    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
  }

  @Test
  void rescuesTheClaimOfADeadWorkerAtOnce() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    long dead = bench.worker();
    bench.claim(letter, dead);
    clock.advance(Duration.ofSeconds(5));
    bench.kill(dead);

    assertThat(sweep()).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(bench.stored(letter).getError()).startsWith("Lost: the worker of attempt 1 died");
    assertThat(bench.stored(letter).getCause()).isEqualTo("worker_died");
    assertThat(historyOf(letter))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.event()).isEqualTo("lost");
              assertThat(entry.attempt()).isEqualTo(1);
              assertThat(entry.worker()).isEqualTo(dead);
              assertThat(entry.workerName()).isEqualTo("made up");
            });
  }

  @Test
  void rescuesARecordThoughABacklogIsUnread() {
    submittedAndPublished();
    Letter letter = submittedAndPublished();
    long dead = bench.worker();
    bench.claim(letter, dead);
    clock.advance(Duration.ofSeconds(5));
    bench.kill(dead);

    assertThat(sweep()).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));
  }

  /** Of other records, which nobody has read for hours. */
  @Test
  void publishesAFailedRecordAtOnceThoughOldRepeatsAreUnread() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    Instant now = clock.advance(GRACE);
    broker.publishDated(now.minus(Duration.ofHours(6)));

    assertThat(sweep()).isEqualTo(published(1));
    assertThat(bench.stored(letter).getDueAt()).isEqualTo(now.plus(GRACE));
    assertThat(bench.stored(letter).getPublishedAt()).isEqualTo(now);
  }

  @Test
  void rescuesTheClaimOfADeadWorkerAtOnceThoughOldRepeatsAreUnread() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    long dead = bench.worker();
    bench.claim(letter, dead);
    Instant now = clock.advance(Duration.ofSeconds(5));
    broker.publishDated(now.minus(Duration.ofHours(6)));
    bench.kill(dead);

    assertThat(sweep()).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));
    assertThat(bench.stored(letter).getDueAt()).isEqualTo(now.plus(GRACE));
  }

  /** Or every look would publish what stands behind a message that anybody can write. */
  @Test
  void publishesNothingWhileAMessageOfTheFutureIsUnread() {
    broker.publishDated(clock.instant().plus(Duration.ofDays(300)));
    submittedAndPublished();
    clock.advance(LONGER_THAN_GRACE);
    assertThat(sweep()).isEqualTo(waiting(1));

    broker.passAll();
    clock.advance(Duration.ofHours(1));
    assertThat(sweep()).isEqualTo(published(1));
  }

  /** However old the messages are that stand before it: a lost one is missed soon. */
  @Test
  void looksAgainAtWhatIsOnItsWayByHowLongThatHasBeenSo() {
    clock.advance(Duration.ofHours(6));
    broker.publishDated(clock.instant().minus(Duration.ofHours(6)));
    Letter letter = submittedAndPublished();
    Instant now = clock.advance(LONGER_THAN_GRACE);

    assertThat(sweep()).isEqualTo(waiting(1));
    assertThat(bench.stored(letter).getDueAt()).isBefore(now.plus(Duration.ofMinutes(5)));
  }

  /** As an earlier build left it, which dated no message of a submission. */
  @Test
  void publishesAQueuedRecordOfWhichNoMessageIsKnownWhenItsTimerComes() {
    Letter letter = submittedAndPublished();
    jdbc.sql("update letter set published_at = null where id = ?").param(letter.id).update();
    assertThat(sweep()).isEqualTo(Tally.NOTHING);

    clock.advance(LONGER_THAN_GRACE);
    assertThat(sweep()).isEqualTo(published(1));
    assertThat(bench.claim(bench.reference(letter), bench.worker())).hasSize(1);
  }

  @Test
  void neverRescuesASlowAttemptOfALivingWorker() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    bench.claim(letter, bench.worker());
    clock.advance(Duration.ofDays(5));

    assertThat(sweep()).isEqualTo(Tally.NOTHING);
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
  }

  @Test
  void findsItsOwnClaimWhoseAnswerWasLost() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    bench.claim(letter, worker.epoch());
    clock.advance(LONGER_THAN_GRACE);

    assertThat(sweep()).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));
    assertThat(bench.stored(letter).getError()).startsWith("Lost: the answer to the claim");
    assertThat(bench.stored(letter).getCause()).isEqualTo("lost");
  }

  @Test
  void leavesALostClaimOfItsOwnToOthersWhereItSweepsForNobodyElse() {
    Letter letter = submittedAndPublished();
    Letter waiting = submittedAndPublished();
    broker.passAll();
    bench.claim(letter, worker.epoch());
    clock.advance(LONGER_THAN_GRACE);
    Instant due = bench.stored(waiting).getDueAt();

    assertThat(sweeper.sweepOwn()).isEqualTo(new Tally(0, 0, 0, 0, 1, 0));
    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(bench.stored(letter).getError()).startsWith("Lost: the answer to the claim");
    assertThat(bench.stored(letter).getCause()).isEqualTo("lost");
    assertThat(bench.stored(waiting).getDueAt()).isEqualTo(due);
    assertThat(sweeper.sweep()).isEqualTo(published(2));
  }

  @Test
  void looksAgainAtWhatWasLockedWhenItsWorkerDied() throws Exception {
    Letter letter = submittedAndPublished();
    Letter locked = submittedAndPublished();
    broker.passAll();
    long dead = bench.worker();
    bench.claim(letter, dead);
    bench.claim(locked, dead);
    clock.advance(Duration.ofSeconds(1));
    bench.kill(dead);
    diedLongAgo(dead);

    Tally meanwhile = races.whileHeld(() -> lock(locked), this::sweep);
    assertThat(meanwhile.lost()).isEqualTo(1);
    assertThat(isReleased(dead)).isFalse();

    diedLongAgo(dead);
    assertThat(sweep().lost()).isEqualTo(1);
    assertThat(stateOf(locked)).isEqualTo(State.RETRYING);
    assertThat(isReleased(dead)).isTrue();
  }

  /** A claim may still be on its way when its worker is declared dead. */
  @Test
  void looksAgainAtWhatAWorkerLeftThatDiedJustNow() {
    long dead = bench.worker();
    bench.kill(dead);
    sweep();

    assertThat(isReleased(dead)).isFalse();
  }

  @Test
  void oneTypeThatCannotBeSweptStopsNoOther() {
    submittedAndPublished();
    broker.passAll();
    clock.advance(LONGER_THAN_GRACE);
    jdbc.sql("alter table filing rename to mislaid").update();
    try {
      assertThat(sweep()).isEqualTo(published(1));
    } finally {
      jdbc.sql("alter table mislaid rename to filing").update();
    }
  }

  @Test
  void oneRecordThatCannotBeExpiredStopsNoOther() {
    Letter stubborn = submittedAndPublished();
    Letter letter = submittedAndPublished();
    clock.advance(Duration.ofDays(5));
    jdbc.sql(
            "alter table letter add constraint stubborn check (id <> '%s' or error is null)"
                .formatted(stubborn.id))
        .update();
    try {
      assertThat(sweep().expired()).isEqualTo(1);
    } finally {
      jdbc.sql("alter table letter drop constraint stubborn").update();
    }

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(bench.stored(stubborn).getDueAt()).isEqualTo(clock.instant().plus(GRACE));
  }

  @Test
  void forgetsWhatIsOlderThanTheRetention() throws Exception {
    Letter letter = submittedAndPublished();
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    clock.advance(Duration.ofDays(1));
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    Instant retained = clock.instant().minus(Duration.ofHours(1));

    int meanwhile =
        races.whileHeld(() -> history.trim(0, Long.MAX_VALUE, 100), () -> history.forget(retained));
    assertThat(meanwhile).isZero();
    assertThat(history.forget(retained)).isEqualTo(1);
    assertThat(historyOf(letter)).extracting(History.Entry::attempt).containsExactly(2);
  }

  @Test
  void quarantinesARecordThatKillsItsWorkerThreeTimes() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    assertThat(lose(letter)).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));
    assertThat(lose(letter)).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));
    assertThat(lose(letter)).isEqualTo(new Tally(0, 0, 0, 0, 1, 1));

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(bench.stored(letter).getError()).contains("quarantined, lost its worker 3 times");
    assertThat(bench.stored(letter).getCause()).isEqualTo("quarantined");
    assertThat(script.expired).filteredOn(line -> line.contains("" + letter.id)).hasSize(1);
  }

  @Test
  void anAttemptThatMustNotBeRepeatedIsGivenUpWhenItsWorkerDies() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    long doomed = bench.worker();
    Claimed attempt = bench.claim(letter, doomed);
    assertThat(claims.beginOnce(attempt)).isTrue();
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
    clock.advance(Duration.ofSeconds(1));
    bench.kill(doomed);

    assertThat(sweep()).isEqualTo(new Tally(0, 0, 0, 0, 1, 1));
    assertThat(sweep()).isEqualTo(Tally.NOTHING);
    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(bench.stored(letter).getCause()).isEqualTo("outcome_unknown");
    assertThat(bench.stored(letter).getError())
        .matches("Lost: the worker of attempt 1 died .* \\(gave up: outcome unknown\\)");
    assertThat(script.expired).filteredOn(line -> line.contains("" + letter.id)).hasSize(1);
    assertThat(history.of(bench.type(), "" + letter.id, 10))
        .extracting(History.Entry::cause)
        .containsExactly("outcome_unknown", "worker_died");
  }

  /** The row shows that its handler has not begun. */
  @Test
  void anAttemptThatMustNotBeRepeatedAndHasNotBegunRunsAgain() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    long doomed = bench.worker();
    Claimed attempt = bench.claim(letter, doomed);
    clock.advance(Duration.ofSeconds(1));
    bench.kill(doomed);
    assertThat(claims.beginOnce(attempt)).isFalse();

    assertThat(sweep()).isEqualTo(new Tally(1, 0, 0, 0, 1, 0));
    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(claims.beginOnce(attempt)).isFalse();
  }

  @Test
  void aSuccessThatIsWrittenBeforeTheSweeperLooksCounts() {
    Letter letter = submittedAndPublished();
    broker.passAll();
    long doomed = bench.worker();
    Claimed attempt = bench.claim(letter, doomed);
    assertThat(claims.beginOnce(attempt)).isTrue();
    bench.kill(doomed);
    assertThat(bench.complete(attempt)).isTrue();

    sweep();
    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
    assertThat(bench.stored(letter).getCause()).isNull();
  }

  @Test
  void aClaimKnowsHowOftenItsRecordWasLost() {
    Letter letter = submittedAndPublished();
    lose(letter);
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    lose(letter);

    Claimed fourth = bench.claim(letter, bench.worker());
    assertThat(fourth.attempt()).isEqualTo(4);
    assertThat(fourth.losses()).isEqualTo(2);
    assertThat(fourth.failures()).isEqualTo(1);
  }

  @Test
  void takesNoMoreThanTheLimitPerPass() {
    List<Letter> letters = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      letters.add(new Letter("No. " + i));
    }
    long before = broker.published();
    asyncables.submitAll(letters);
    broker.awaitPublished(before + 7);
    broker.passAll();
    clock.advance(LONGER_THAN_GRACE);

    assertThat(sweep()).isEqualTo(published(5));
    assertThat(sweep().published()).isEqualTo(2);
    assertThat(sweep()).isEqualTo(Tally.NOTHING);
  }

  @Test
  void expiresARecordWhoseWindowIsOverAndTellsItsHandlerOnce() {
    Letter letter = submittedAndPublished();
    clock.advance(Duration.ofDays(4).minusMillis(1));
    assertThat(sweep()).isEqualTo(waiting(1));
    clock.advance(Duration.ofDays(4));

    assertThat(sweep()).isEqualTo(new Tally(0, 0, 0, 0, 0, 1));
    assertThat(sweep()).isEqualTo(Tally.NOTHING);

    Asyncable expired = bench.stored(letter);
    assertThat(expired.state(clock.instant())).isEqualTo(State.EXPIRED);
    assertThat(expired.getError()).isEqualTo("NeverAttempted (gave up: window of PT96H over)");
    assertThat(expired.getCause()).isEqualTo("expired_window");
    assertThat(script.expired).containsOnlyOnce("Letter:" + letter.id + " " + expired.getError());
    assertThat(historyOf(letter)).extracting(History.Entry::event).containsExactly("expired");
  }

  @Test
  void anExpiredRecordIsRestartedWithANewWindow() {
    Letter letter = submittedAndPublished();
    Instant first = bench.stored(letter).getSubmittedAt();
    clock.advance(Duration.ofDays(5));
    sweep();

    long before = broker.published();
    asyncables.restart(letter);
    broker.awaitPublished(before + 1);

    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    assertThat(letter.async.getSubmittedAt()).isEqualTo(first);
    assertThat(letter.async.getLastSubmittedAt()).isEqualTo(clock.instant());
    assertThat(letter.async.getError()).isNull();
  }

  /** Sweeps, and waits until the broker has what that published. */
  private Tally sweep() {
    long before = broker.published();
    Tally tally = sweeper.sweep();
    broker.awaitPublished(before + tally.published());
    return tally;
  }

  /** One attempt, begun by a message that was consumed, whose worker dies. */
  private Tally lose(Letter letter) {
    broker.passAll();
    long doomed = bench.worker();
    bench.claim(letter, doomed);
    clock.advance(Duration.ofSeconds(1));
    bench.kill(doomed);
    return sweep();
  }

  private boolean lock(Letter letter) {
    jdbc.sql("select 1 from letter where id = ? for update").param(letter.id).query().singleValue();
    return true;
  }

  private void diedLongAgo(long epoch) {
    jdbc.sql(
            """
            update asyncable_worker set dead_at = clock_timestamp() - interval '1 minute',
              release_at = clock_timestamp() where epoch = ?
            """)
        .param(epoch)
        .update();
  }

  private boolean isReleased(long epoch) {
    return jdbc.sql("select release_at is null from asyncable_worker where epoch = ?")
        .param(epoch)
        .query(Boolean.class)
        .single();
  }

  /** Records whose message was consumed, and which wait for their timer. */
  private List<Letter> consumedAndHeld(int count) {
    List<Letter> held = Stream.generate(this::submittedAndPublished).limit(count).toList();
    broker.passAll();
    clock.advance(Duration.ofSeconds(1));
    return held;
  }

  private Letter submittedAndPublished() {
    long before = broker.published();
    Letter letter = bench.submitted();
    broker.awaitPublished(before + 1);
    return letter;
  }

  private List<History.Entry> historyOf(Letter letter) {
    return history.of(bench.type(), String.valueOf(letter.id), 10);
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }

  private static Tally published(int count) {
    return new Tally(count, 0, 0, 0, 0, 0);
  }

  private static Tally waiting(int count) {
    return new Tally(0, count, 0, 0, 0, 0);
  }
}

package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.move.Cause;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Completions;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.sweep.Sweeper;
import io.asyncable.sweep.Tally;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Races;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two connections want the same record: one wins, and the other changes nothing. */
@StillEngineTest
class RaceTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Completions completions;
  @Autowired Letters letters;
  @Autowired Sweeper sweeper;
  @Autowired TestClock clock;
  @Autowired Races races;
  @Autowired JdbcClient jdbc;
  @Autowired Dispatcher dispatcher;
  @Autowired KnownWorkers workers;
  @Autowired Claims claims;
  @Autowired Timers timers;

  @BeforeEach
  void clear() {
    bench.clear();
  }

  @Test
  void oneOfTwoClaimsWins() throws Exception {
    Letter letter = bench.submitted();
    Reference message = bench.reference(letter);
    long winner = bench.worker();
    long loser = bench.worker();

    List<Claimed> lost =
        races.race(() -> bench.claim(message, winner), () -> bench.claim(message, loser));

    assertThat(lost).isEmpty();
    assertThat(bench.stored(letter).getClaimedBy()).isEqualTo(winner);
    assertThat(bench.stored(letter).getAttempts()).isEqualTo(1);
  }

  @Test
  void aScheduledRecordIsNotClaimedBeforeItIsPublished() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter, Duration.ofDays(300));

    assertThat(bench.claim(bench.reference(letter), bench.worker())).isEmpty();
    assertThat(stateOf(letter)).isEqualTo(State.SCHEDULED);

    clock.advance(Duration.ofDays(300));
    assertThat(bench.claim(bench.reference(letter), bench.worker())).isEmpty();
    sweeper.sweep();
    assertThat(bench.claim(bench.reference(letter), bench.worker())).hasSize(1);
  }

  @Test
  void aRecordWhoseBackoffIsNotOverIsNotClaimed() {
    Letter failed = bench.submitted();
    bench.fail(bench.claim(failed, bench.worker()), Cause.FAILED);
    Letter postponed = bench.submitted();
    bench.fail(bench.claim(postponed, bench.worker()), Cause.POSTPONED);

    for (Letter letter : List.of(failed, postponed)) {
      assertThat(bench.claim(bench.reference(letter), bench.worker())).isEmpty();
      assertThat(bench.stored(letter).getAttempts()).isEqualTo(1);
    }
    clock.advance(Workbench.GRACE);
    sweeper.sweep();
    for (Letter letter : List.of(failed, postponed)) {
      assertThat(bench.claim(bench.reference(letter), bench.worker())).hasSize(1);
    }
  }

  @Test
  void aGuessedMessageWaitsForTheOneThatTheSweeperPublishes() throws Exception {
    Letter letter = bench.submitted();
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    clock.advance(Workbench.GRACE);
    Reference guessed = bench.reference(letter);
    long worker = bench.worker();

    List<Claimed> meanwhile =
        races.whileHeld(
            sweeper::sweep,
            () -> claims.claimFree(bench.type(), List.of(guessed), worker, clock.instant()));

    assertThat(meanwhile).isEmpty();
    assertThat(bench.claim(guessed, worker)).hasSize(1);
    assertThat(bench.claim(guessed, worker)).isEmpty();
  }

  @Test
  void whatIsParkedIsNotClaimedUntilItIsPublishedAgain() throws Exception {
    Letter letter = bench.submitted();
    Reference message = bench.reference(letter);
    Instant later = clock.instant().plusSeconds(60);

    List<Claimed> claimed =
        races.race(
            () -> timers.park(bench.type(), Cause.HELD, List.of(new Timer(message, later))) > 0,
            () -> bench.claim(message, bench.worker()));

    assertThat(claimed).isEmpty();
    assertThat(bench.stored(letter).getPublishedAt()).isNull();
  }

  @Test
  void workersAreToldWhileTheHeartbeatWaits() throws Exception {
    long worker = bench.worker();
    List<WorkerInfo> told =
        races.whileHeld(
            () -> jdbc.sql("select 1 from asyncable_worker for update").query().listOfRows(),
            () -> {
              await().until(races::isSomebodyWaiting);
              return workers.all();
            });
    assertThat(told).extracting(WorkerInfo::epoch).contains(worker);
  }

  /** The connection breaks while the claim waits for a locked row. */
  @Test
  void whatAClaimHasWonIsKeptThoughTheRestIsAskedAgain() throws Exception {
    Letter free = bench.submitted();
    Letter locked = bench.submitted();
    List<Reference> poll = List.of(bench.reference(free), bench.reference(locked));
    CompletableFuture<Integer> begun = new CompletableFuture<>();

    races.whileHeld(
        () ->
            jdbc.sql("select id from letter where id = ? for update")
                .param(locked.id)
                .query(UUID.class)
                .single(),
        () -> {
          begun.completeAsync(() -> dispatcher.dispatch("default", poll, Runnable::run, () -> {}));
          await().until(() -> races.breakWhoWaits() > 0);
          return true;
        });
    begun.get(10, TimeUnit.SECONDS);

    await().until(() -> stateOf(free) == State.PROCESSED);
    assertThat(bench.stored(free).getAttempts()).isEqualTo(1);
  }

  @Test
  void aCancelThatComesAfterTheCompletionIsRefused() throws Exception {
    Letter letter = bench.submitted();
    Claimed attempt = bench.claim(letter, bench.worker());

    boolean canceled =
        races.race(() -> bench.complete(attempt), () -> asyncables.cancel(letter, "filed twice"));

    assertThat(canceled).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
  }

  @Test
  void aCompletionThatComesAfterTheCancelIsDiscarded() throws Exception {
    Letter letter = bench.submitted();
    Claimed attempt = bench.claim(letter, bench.worker());

    boolean completed =
        races.race(() -> asyncables.cancel(letter, "filed twice"), () -> bench.complete(attempt));

    assertThat(completed).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
  }

  @Test
  void aFailureThatComesAfterTheCancelIsDiscarded() throws Exception {
    Letter letter = bench.submitted();
    Claimed attempt = bench.claim(letter, bench.worker());

    boolean failed =
        races.race(
            () -> asyncables.cancel(letter, "filed twice"),
            () -> bench.fail(attempt, Cause.FAILED));

    assertThat(failed).isFalse();
    assertThat(bench.stored(letter).getError()).isNull();
    assertThat(jdbc.sql("select event from asyncable_history").query(String.class).list())
        .containsExactly("canceled");
  }

  @Test
  void aRescuedAttemptCannotCompleteItsSuccessor() throws Exception {
    Letter letter = bench.submitted();
    Claimed stale = bench.claim(letter, bench.worker());
    long rescuer = bench.worker();

    boolean completed =
        races.race(
            () -> {
              bench.fail(stale, Cause.LOST);
              return bench.claim(letter, rescuer);
            },
            () -> bench.complete(stale));

    assertThat(completed).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
    assertThat(bench.stored(letter).getClaimedBy()).isEqualTo(rescuer);
    assertThat(bench.stored(letter).getAttempts()).isEqualTo(2);
  }

  @Test
  void aRescuedTransactionalAttemptCannotCompleteItsSuccessor() throws Exception {
    Letter letter = bench.submitted();
    Claimed stale = bench.claim(letter, bench.worker());

    boolean completed =
        races.race(
            () -> {
              bench.fail(stale, Cause.LOST);
              return bench.claim(letter, bench.worker());
            },
            () -> completions.complete(stale, clock.instant()));

    assertThat(completed).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
  }

  @Test
  void anAttemptOfARestartedSubmissionChangesNothing() throws Exception {
    Letter letter = bench.submitted();
    Claimed stale = bench.claim(letter, bench.worker());

    clock.advance(Duration.ofSeconds(1));

    boolean completed =
        races.race(
            () -> {
              asyncables.submit(letters.findById(letter.id).orElseThrow());
              return true;
            },
            () -> bench.complete(stale));

    assertThat(completed).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    assertThat(bench.fail(stale, Cause.FAILED)).isFalse();
    assertThat(completions.cancel(stale, "no longer wanted", clock.instant())).isFalse();
  }

  @Test
  void theSweepLeavesARecordThatIsBeingCompleted() throws Exception {
    Letter letter = bench.submitted();
    long dead = bench.worker();
    Claimed attempt = bench.claim(letter, dead);
    bench.kill(dead);
    clock.advance(Workbench.GRACE.multipliedBy(2));

    Tally tally = races.whileHeld(() -> bench.complete(attempt), sweeper::sweep);

    assertThat(tally).isEqualTo(Tally.NOTHING);
    assertThat(sweeper.sweep()).isEqualTo(Tally.NOTHING);
    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
  }

  @Test
  void anExpiredRecordIsNotClaimed() throws Exception {
    Letter letter = bench.submitted();
    Reference message = bench.reference(letter);
    long worker = bench.worker();

    List<Claimed> claimed =
        races.race(
            () ->
                completions.expire(
                    bench.type(), message, Cause.EXPIRED_WINDOW, "window over", clock.instant()),
            () -> bench.claim(message, worker));

    assertThat(claimed).isEmpty();
    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
  }

  @Test
  void aClaimedRecordIsNotExpired() throws Exception {
    Letter letter = bench.submitted();
    Reference waiting = bench.reference(letter);
    long worker = bench.worker();

    boolean expired =
        races.race(
            () -> bench.claim(waiting, worker),
            () ->
                completions.expire(
                    bench.type(), waiting, Cause.EXPIRED_WINDOW, "window over", clock.instant()));

    assertThat(expired).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
  }

  @Test
  void aWorkerThatWasDeclaredDeadClaimsNothing() {
    Letter letter = bench.submitted();
    long dead = bench.worker();
    bench.kill(dead);

    assertThat(bench.claim(bench.reference(letter), dead)).isEmpty();
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
  }

  @Test
  void savingAStaleCopyChangesNoAsyncColumn() {
    Letter letter = bench.submitted();
    Letter stale = letters.findById(letter.id).orElseThrow();
    bench.complete(bench.claim(letter, bench.worker()));
    Asyncable completed = bench.stored(letter);

    stale.address = "Elm St";
    stale.async = new Asyncable();
    letters.saveAndFlush(stale);

    assertThat(letters.findById(letter.id).orElseThrow().address).isEqualTo("Elm St");
    assertThat(bench.stored(letter)).usingRecursiveComparison().isEqualTo(completed);
    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}

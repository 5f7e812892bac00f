package io.asyncable.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.move.Timers.Timer;
import io.asyncable.sweep.Sweeper;
import io.asyncable.sweep.Tally;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people and programs may do to a record in each state, and what that leaves behind. */
@StillEngineTest
class ActTest {

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired Completions completions;
  @Autowired History history;
  @Autowired Timers timers;
  @Autowired Script script;
  @Autowired Sweeper sweeper;
  @Autowired ProcessTypes types;
  @Autowired TestClock clock;

  @BeforeEach
  void clear() {
    bench.clear();
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void marksProcessedWhatWaitsRunsOrIsExpired() {
    for (Letter letter : List.of(bench.submitted(), scheduled(), failed(), running(), expired())) {
      assertThat(asyncables.markProcessed("Letter", id(letter), "operator", "by hand")).isTrue();

      Asyncable stored = bench.stored(letter);
      assertThat(stored.state(clock.instant())).isEqualTo(State.PROCESSED);
      assertThat(stored.getProcessedAt()).isEqualTo(clock.instant());
      assertThat(historyOf(letter).get(0))
          .extracting(History.Entry::event, History.Entry::actor, History.Entry::message)
          .containsExactly("marked_processed", "operator", "by hand");
    }
  }

  @Test
  void leavesAConcludedRecordWhenItIsMarkedProcessed() {
    Letter canceled = canceled();
    Letter processed = processed();

    assertThat(asyncables.markProcessed(canceled, "by hand")).isFalse();
    assertThat(asyncables.markProcessed(processed, "by hand")).isFalse();
    assertThat(stateOf(canceled)).isEqualTo(State.CANCELED);
    assertThat(historyOf(processed)).isEmpty();
  }

  @Test
  void refusesToMarkProcessedWhatWasNeverSubmitted() {
    Letter letter = letters.save(new Letter("Main St"));
    assertThatThrownBy(() -> asyncables.markProcessed(letter, "by hand"))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("is not submitted and cannot be marked processed");
  }

  @Test
  void bringsTheGivenObjectUpToDate() {
    Letter letter = failed();
    asyncables.markProcessed(letter, "by hand");
    assertThat(letter.async).usingRecursiveComparison().isEqualTo(bench.stored(letter));
  }

  @Test
  void aHandlerSeesThatItsRecordWasMarkedProcessedAndItsEffectsAreRolledBack() {
    Payment payment = payments.save(new Payment());
    asyncables.submit(payment);
    AtomicBoolean pointless = new AtomicBoolean();
    script.lines.put(
        "Payment:" + payment.id,
        (record, attempt) -> {
          elsewhere(() -> asyncables.markProcessed("Payment", "" + payment.id, "operator", ""));
          pointless.set(attempt.isCanceled());
        });
    bench.run(new Reference("Payment", "" + payment.id, payment.async.getLastSubmittedAt(), 0));

    assertThat(pointless).isTrue();
    Payment stored = payments.findById(payment.id).orElseThrow();
    assertThat(stored.async.state(clock.instant())).isEqualTo(State.PROCESSED);
    assertThat(stored.amount).isZero();
    assertThat(history.of(types.named("Payment"), "" + payment.id, 9))
        .extracting(History.Entry::event)
        .containsExactly("marked_processed");
  }

  @Test
  void retriesAtOnceWhatWaitsForItsBackoff() {
    Letter letter = failed();
    Asyncable before = bench.stored(letter);
    broker.passAll();
    long published = broker.published();
    asyncables.retryNow("Letter", id(letter), "operator", "VBMS is back");
    broker.awaitPublished(published + 1);

    Asyncable after = bench.stored(letter);
    assertThat(after.getDueAt()).isEqualTo(clock.instant().plus(Workbench.GRACE));
    assertThat(after.getPublishedAt()).isEqualTo(clock.instant());
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("dueAt", "publishedAt")
        .isEqualTo(before);
    assertThat(historyOf(letter).get(0))
        .extracting(History.Entry::event, History.Entry::actor, History.Entry::message)
        .containsExactly("retried_now", "operator", "VBMS is back");
    Claimed second = bench.claim(letter, bench.worker());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.failures()).isEqualTo(1);
  }

  @Test
  void retriesAtOnceWhatWasParkedBeforeItsFirstAttempt() {
    Letter letter = bench.submitted();
    Timer parked = new Timer(bench.reference(letter), clock.instant().plus(Duration.ofHours(1)));
    assertThat(timers.park(bench.type(), Cause.HELD, List.of(parked))).isEqualTo(1);
    assertThat(bench.stored(letter).getHold()).isEqualTo("held");
    asyncables.retryNow(letter);
    assertThat(letter.async.getHold()).isNull();

    assertThat(letter.async.getDueAt()).isEqualTo(clock.instant().plus(Workbench.GRACE));
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
  }

  @Test
  void remembersNoMessageOnceItIsParked() {
    Letter letter = bench.submitted();
    asyncables.retryNow(letter);
    assertThat(letter.async.getPublishedAt()).isEqualTo(clock.instant());

    Timer parked = new Timer(bench.reference(letter), clock.instant());
    timers.park(bench.type(), Cause.RATE_LIMITED, List.of(parked));
    assertThat(bench.stored(letter).getPublishedAt()).isNull();
  }

  /** As a guard does with whatever a message names. */
  @Test
  void parksNothingThatWasNotPublished() {
    Letter scheduled = new Letter("Main St");
    asyncables.submit(scheduled, Duration.ofDays(300));
    Letter failed = failed();
    Instant later = clock.instant().plusSeconds(1);

    for (Letter letter : List.of(scheduled, failed)) {
      Instant due = bench.stored(letter).getDueAt();
      Timer parked = new Timer(bench.reference(letter), later);
      assertThat(timers.park(bench.type(), Cause.HELD, List.of(parked))).isZero();
      assertThat(bench.stored(letter).getDueAt()).isEqualTo(due);
    }
  }

  @Test
  void everySubmissionThatIsDueAtOnceRemembersItsOwnMessage() {
    Letter letter = bench.submitted();
    assertThat(letter.async.getPublishedAt()).isEqualTo(clock.instant());
    assertThat(bench.stored(letter).getPublishedAt()).isEqualTo(clock.instant());

    letter = failed();
    clock.advance(Duration.ofMillis(1));
    asyncables.restart(letter);
    assertThat(letter.async.getPublishedAt()).isEqualTo(clock.instant());

    clock.advance(Duration.ofMillis(1));
    asyncables.submit(letter);
    assertThat(letter.async.getPublishedAt()).isEqualTo(clock.instant());
    assertThat(bench.stored(letter).getPublishedAt()).isEqualTo(clock.instant());
  }

  @Test
  void remembersNoMessageOnceItIsScheduledAnew() {
    Letter letter = bench.submitted();
    asyncables.submit(letter, Duration.ofHours(1));

    assertThat(letter.async.getPublishedAt()).isNull();
    assertThat(bench.stored(letter).getPublishedAt()).isNull();
  }

  @Test
  void remembersNoMessageOnceItIsClaimed() {
    Letter letter = running();
    assertThat(bench.stored(letter).getPublishedAt()).isNull();
    assertThat(bench.stored(failed()).getPublishedAt()).isNull();
  }

  @Test
  void publishesWhatIsRetriedNowAgainIfThatMessageIsLost() {
    Letter letter = failed();
    asyncables.retryNow(letter);
    broker.awaitMessagesOf("Letter:" + letter.id, 2);
    clock.advance(Workbench.GRACE.minusMillis(1));
    broker.passAll();
    assertThat(sweeper.sweep()).isEqualTo(Tally.NOTHING);
    clock.advance(Duration.ofMillis(1));
    assertThat(sweeper.sweep().published()).isEqualTo(1);
  }

  @Test
  void retriesWhatWasLostByTheLaneInWhichTheSweeperLooksForIt() {
    Letter letter = bench.submitted();
    broker.awaitMessagesOf("Letter:" + letter.id, 1);
    bench.fail(bench.claim(letter, bench.worker()), Cause.LOST);
    broker.passAll();
    asyncables.retryNow(letter);
    broker.awaitMessagesOf("Letter:" + letter.id, 2);
    clock.advance(Workbench.GRACE);

    assertThat(sweeper.sweep().waiting()).isEqualTo(1);
  }

  /**
   * The message of a retry is as young as the act: an old one would hold every timer of its lane.
   */
  @Test
  void aRetryOfAnOldSubmissionMakesNoBacklogOfIt() {
    Letter old = failed();
    broker.awaitMessagesOf("Letter:" + old.id, 1);
    clock.advance(Duration.ofDays(1));
    broker.passAll();
    asyncables.retryNow(old);
    broker.awaitMessagesOf("Letter:" + old.id, 2);
    Letter other = failed();
    clock.advance(Workbench.GRACE.plusSeconds(1));

    sweeper.sweep();
    assertThat(bench.stored(other).getDueAt())
        .isBefore(clock.instant().plus(Duration.ofMinutes(1)));
  }

  @Test
  void refusesToRetryWhatHasNothingToWaitFor() {
    assertRetryIsRefused(running(), "is running", "Wait for the attempt to end.");
    assertRetryIsRefused(scheduled(), "is scheduled", "Begin it now instead");
    assertRetryIsRefused(expired(), "is expired", "Restart it instead");
    assertRetryIsRefused(canceled(), "is canceled", "Restart it instead");
    assertRetryIsRefused(processed(), "is processed", "Restart it instead");
    assertRetryIsRefused(
        letters.save(new Letter("Main St")),
        "is not submitted",
        "Only the application can submit it.");
  }

  private void assertRetryIsRefused(Letter letter, String state, String remedy) {
    assertThatThrownBy(() -> asyncables.retryNow("Letter", id(letter), "operator", ""))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining(state + " and cannot be retried now")
        .hasMessageContaining(remedy);
  }

  @Test
  void beginsBeforeItsTimeWhatIsScheduled() {
    Letter letter = scheduled();
    Asyncable before = bench.stored(letter);
    clock.advance(Duration.ofSeconds(1));
    long published = broker.published();
    asyncables.beginNow("Letter", id(letter), "operator", "she asked for it");
    broker.awaitPublished(published + 1);

    Asyncable after = bench.stored(letter);
    assertThat(after.state(clock.instant())).isEqualTo(State.QUEUED);
    assertThat(after.getLastSubmittedAt()).isEqualTo(clock.instant());
    assertThat(after.getPublishedAt()).isEqualTo(clock.instant());
    assertThat(after.getDueAt()).isEqualTo(clock.instant().plus(Workbench.GRACE));
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("lastSubmittedAt", "publishedAt", "dueAt")
        .isEqualTo(before);
    assertThat(historyOf(letter).get(0))
        .extracting(History.Entry::event, History.Entry::actor, History.Entry::message)
        .containsExactly("begun_now", "operator", "she asked for it");
    assertThat(bench.claim(letter, bench.worker()).attempt()).isEqualTo(1);
  }

  @Test
  void publishesWhatIsBegunNowAgainIfThatMessageIsLost() {
    Letter letter = scheduled();
    long published = broker.published();
    asyncables.beginNow(letter);
    assertThat(letter.async).usingRecursiveComparison().isEqualTo(bench.stored(letter));
    broker.awaitPublished(published + 1);
    clock.advance(Workbench.GRACE);
    broker.passAll();
    assertThat(sweeper.sweep().published()).isEqualTo(1);
  }

  @Test
  void refusesToBeginWhatIsNotScheduled() {
    assertBeginningIsRefused(bench.submitted(), "is queued", "Retry it now instead");
    assertBeginningIsRefused(failed(), "is retrying", "Retry it now instead");
    assertBeginningIsRefused(running(), "is running", "Wait for the attempt to end.");
    assertBeginningIsRefused(expired(), "is expired", "Restart it instead");
    assertBeginningIsRefused(canceled(), "is canceled", "Restart it instead");
    assertBeginningIsRefused(processed(), "is processed", "Restart it instead");
    assertBeginningIsRefused(
        letters.save(new Letter("Main St")),
        "is not submitted",
        "Only the application can submit it.");
    Letter due = scheduled();
    clock.advance(Duration.ofDays(9));
    assertBeginningIsRefused(due, "is queued", "Retry it now instead");
  }

  private void assertBeginningIsRefused(Letter letter, String state, String remedy) {
    assertThatThrownBy(() -> asyncables.beginNow("Letter", id(letter), "operator", ""))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining(state + " and cannot be begun now")
        .hasMessageContaining(remedy);
  }

  @Test
  void restoresWhatEndedBeforeItsTimeToItsTime() {
    List<Consumer<Letter>> ends =
        List.of(
            letter -> asyncables.cancel(letter, "by mistake"),
            letter -> asyncables.markProcessed(letter, "by mistake"));
    for (Consumer<Letter> end : ends) {
      Letter letter = scheduled();
      Instant time = bench.stored(letter).getLastSubmittedAt();
      end.accept(letter);
      clock.advance(Duration.ofSeconds(1));
      long published = broker.published();

      asyncables.restart("Letter", id(letter), "operator", "it was a mistake");

      Asyncable after = bench.stored(letter);
      assertThat(after.state(clock.instant())).isEqualTo(State.SCHEDULED);
      assertThat(after.getLastSubmittedAt()).isEqualTo(time.plus(1, ChronoUnit.MICROS));
      assertThat(after.getDueAt()).isEqualTo(after.getLastSubmittedAt());
      assertThat(after.getPublishedAt()).isNull();
      assertThat(historyOf(letter).get(0).event()).isEqualTo("restarted");
      Letter next = bench.submitted();
      broker.awaitPublished(published + 1);
      assertThat(bench.stored(next).getPublishedAt()).isNotNull();
      assertThat(broker.published()).isEqualTo(published + 1);
    }
  }

  @Test
  void restartsAtOnceWhatEndedAfterItsTime() {
    Letter letter = scheduled();
    clock.advance(Duration.ofDays(9));
    asyncables.cancel(letter, "by mistake");
    clock.advance(Duration.ofSeconds(1));

    asyncables.restart("Letter", id(letter), "operator", "it was a mistake");

    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    assertThat(bench.stored(letter).getPublishedAt()).isEqualTo(clock.instant());
  }

  @Test
  void anActBetweenTwoFailuresForgetsNoneOfThem() {
    Letter letter = failed();
    asyncables.updateError("Letter", id(letter), "operator", "VBMS is down, ticket 7");
    asyncables.retryNow("Letter", id(letter), "operator", "try it");

    Claimed second = bench.claim(letter, bench.worker());
    assertThat(second.failures()).isEqualTo(1);
    bench.fail(second, Cause.FAILED);
    assertThat(bench.claim(letter, bench.worker()).failures()).isEqualTo(2);
  }

  @Test
  void updatesTheErrorOfWhatFailedWithoutMovingIt() {
    for (Letter letter : List.of(failed(), expired())) {
      Asyncable before = bench.stored(letter);
      asyncables.updateError("Letter", id(letter), "operator", "Ticket 7\0");

      Asyncable after = bench.stored(letter);
      assertThat(after.getError()).isEqualTo("Ticket 7\\u0000");
      assertThat(after).usingRecursiveComparison().ignoringFields("error").isEqualTo(before);
      assertThat(historyOf(letter).get(0))
          .extracting(History.Entry::event, History.Entry::actor, History.Entry::message)
          .containsExactly("error_updated", "operator", "Ticket 7\\u0000");
    }
  }

  @Test
  void refusesToUpdateAnErrorThatThereIsNot() {
    for (Letter letter : List.of(bench.submitted(), running(), processed())) {
      assertThatThrownBy(() -> asyncables.updateError(letter, "Ticket 7"))
          .isInstanceOf(ActionRefused.class)
          .hasMessageContaining("has no error to update");
    }
    Letter failed = failed();
    assertThatThrownBy(() -> asyncables.updateError(failed, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text of the error is blank");
  }

  @Test
  void clearsTheErrorOfACanceledRecordOnly() {
    Letter canceled = failed();
    asyncables.cancel(canceled, "filed twice");
    assertThat(asyncables.clearError("Letter", id(canceled), "operator", "private")).isTrue();
    assertThat(bench.stored(canceled).getError()).isNull();
    assertThat(asyncables.clearError("Letter", id(canceled), "operator", "private")).isFalse();
    assertThat(historyOf(canceled))
        .extracting(History.Entry::event, History.Entry::actor)
        .startsWith(tuple("error_cleared", "operator"), tuple("canceled", null));

    assertThat(asyncables.clearError(running(), "private")).isFalse();
    for (Letter letter : List.of(failed(), expired())) {
      State before = stateOf(letter);
      assertThatThrownBy(() -> asyncables.clearError(letter, "private"))
          .isInstanceOf(ActionRefused.class)
          .hasMessageContaining("and its error is part of that state");
      assertThat(stateOf(letter)).isEqualTo(before);
    }
  }

  @Test
  void knowsNoRecordOfAnUnknownTypeOrId() {
    String nobody = "00000000-0000-0000-0000-000000000000";
    for (String id : List.of(nobody, "not an id")) {
      assertUnknown(() -> asyncables.markProcessed("Letter", id, "operator", ""));
      assertUnknown(() -> asyncables.retryNow("Letter", id, "operator", ""));
      assertUnknown(() -> asyncables.beginNow("Letter", id, "operator", ""));
      assertUnknown(() -> asyncables.updateError("Letter", id, "operator", "Why"));
      assertUnknown(() -> asyncables.clearError("Letter", id, "operator", ""));
    }
    assertUnknown(() -> asyncables.retryNow("Parcel", nobody, "operator", ""));
  }

  private static void assertUnknown(ThrowingCallable act) {
    assertThatThrownBy(act).isInstanceOf(UnknownRecord.class);
  }

  private Letter scheduled() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter, Duration.ofDays(9));
    return letter;
  }

  private Letter running() {
    return moved(letter -> bench.claim(letter, bench.worker()));
  }

  private Letter failed() {
    return moved(letter -> bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED));
  }

  private Letter processed() {
    return moved(letter -> bench.complete(bench.claim(letter, bench.worker())));
  }

  private Letter canceled() {
    return moved(letter -> asyncables.cancel(letter, "filed twice"));
  }

  private Letter expired() {
    return moved(
        letter ->
            completions.expire(
                bench.type(),
                bench.reference(letter),
                Cause.EXPIRED_WINDOW,
                "window over",
                clock.instant()));
  }

  private Letter moved(Consumer<Letter> how) {
    Letter letter = bench.submitted();
    how.accept(letter);
    return letter;
  }

  /** On a connection of its own, as another person's request. */
  private static void elsewhere(Runnable act) throws InterruptedException {
    Thread other = new Thread(act);
    other.start();
    other.join();
  }

  private static String id(Letter letter) {
    return "" + letter.id;
  }

  private List<History.Entry> historyOf(Letter letter) {
    return history.of(bench.type(), id(letter), 10);
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}

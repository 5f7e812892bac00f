package io.asyncable.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Races;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person acts on a record at the moment at which a worker moves it. */
@StillEngineTest
class ActRaceTest {

  @Autowired Workbench bench;
  @Autowired Races races;
  @Autowired Asyncables asyncables;
  @Autowired Completions completions;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
  }

  @Test
  void aRecordThatIsMarkedProcessedDiscardsTheCompletionOfItsAttempt() throws Exception {
    Letter letter = bench.submitted();
    Claimed attempt = bench.claim(letter, bench.worker());

    boolean completed = races.race(() -> marked(letter), () -> bench.complete(attempt));

    assertThat(completed).isFalse();
    assertThat(completions.complete(attempt, clock.instant())).isFalse();
    assertThat(eventsOf(letter)).isEqualTo("marked_processed");
  }

  @Test
  void aRecordThatIsMarkedProcessedDiscardsTheFailureOfItsAttempt() throws Exception {
    Letter letter = bench.submitted();
    Claimed attempt = bench.claim(letter, bench.worker());

    boolean failed = races.race(() -> marked(letter), () -> bench.fail(attempt, Cause.FAILED));

    assertThat(failed).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
    assertThat(bench.stored(letter).getError()).isNull();
  }

  @Test
  void aRecordThatIsMarkedProcessedIsNotClaimed() throws Exception {
    Letter letter = bench.submitted();
    Reference message = bench.reference(letter);
    long worker = bench.worker();

    assertThat(races.race(() -> marked(letter), () -> bench.claim(message, worker))).isEmpty();
    assertThat(bench.stored(letter).getAttempts()).isZero();
  }

  @Test
  void aCompletedRecordIsNotMarkedProcessedAgain() throws Exception {
    Letter letter = bench.submitted();
    Claimed attempt = bench.claim(letter, bench.worker());

    assertThat(races.race(() -> bench.complete(attempt), () -> marked(letter))).isFalse();
    assertThat(eventsOf(letter)).isEmpty();
  }

  @Test
  void aRecordThatIsClaimedMeanwhileIsNotRetriedNow() throws Exception {
    Letter letter = failed();
    Reference message = bench.published(letter);
    long worker = bench.worker();

    String answer =
        races.race(
            () -> bench.claim(message, worker),
            () -> refusalOf(() -> asyncables.retryNow("Letter", "" + letter.id, "operator", "")));

    assertThat(answer).contains("is running and cannot be retried now");
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
  }

  @Test
  void aRecordThatIsRetriedNowIsClaimedOnce() throws Exception {
    Letter letter = failed();
    Reference message = bench.reference(letter);
    long worker = bench.worker();
    asyncables.retryNow(letter);

    assertThat(races.race(() -> bench.claim(message, worker), () -> bench.claim(message, worker)))
        .isEmpty();
    assertThat(bench.stored(letter).getAttempts()).isEqualTo(2);
  }

  @Test
  void aRecordIsBegunBeforeItsTimeOnce() throws Exception {
    Letter letter = scheduled();

    String answer = races.race(() -> begun(letter), () -> refusalOf(() -> begun(letter)));

    assertThat(answer).contains("is queued and cannot be begun now");
    assertThat(eventsOf(letter)).isEqualTo("begun_now");
  }

  @Test
  void aRecordThatIsCanceledMeanwhileIsNotBegun() throws Exception {
    Letter letter = scheduled();

    String answer =
        races.race(
            () -> asyncables.cancel(letter, "filed twice"), () -> refusalOf(() -> begun(letter)));

    assertThat(answer).contains("is canceled and cannot be begun now");
    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
  }

  @Test
  void theErrorOfARecordThatIsClaimedMeanwhileIsNotUpdated() throws Exception {
    Letter letter = failed();
    Reference message = bench.published(letter);
    long worker = bench.worker();

    String answer =
        races.race(
            () -> bench.claim(message, worker),
            () -> refusalOf(() -> asyncables.updateError("Letter", "" + letter.id, "me", "Why")));

    assertThat(answer).contains("is running and has no error to update");
    assertThat(bench.stored(letter).getError()).isNull();
    assertThat(stateOf(letter)).isEqualTo(State.RUNNING);
  }

  private Letter failed() {
    Letter letter = bench.submitted();
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    return letter;
  }

  private Letter scheduled() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter, Duration.ofDays(9));
    return letter;
  }

  private boolean begun(Letter letter) {
    asyncables.beginNow("Letter", "" + letter.id, "operator", "she asked for it");
    return true;
  }

  private boolean marked(Letter letter) {
    return asyncables.markProcessed("Letter", "" + letter.id, "operator", "done by hand");
  }

  private static String refusalOf(Runnable act) {
    try {
      act.run();
      return "done";
    } catch (ActionRefused refused) {
      return refused.getMessage();
    }
  }

  private String eventsOf(Letter letter) {
    return String.join(
        ", ",
        jdbc.sql("select event from asyncable_history where record_id = ? order by id")
            .param("" + letter.id)
            .query(String.class)
            .list());
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}

package io.asyncable.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.Filing;
import io.asyncable.test.engine.Filings;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** What submit, restart and cancel make of a record, in whatever state the caller has it. */
@StillEngineTest
class SubmissionTest {

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired Filings filings;
  @Autowired TestClock clock;
  @Autowired TransactionOperations transactions;

  @BeforeEach
  void clear() {
    bench.clear();
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void storesANewRecord() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);

    assertThat(bench.stored(letter)).usingRecursiveComparison().isEqualTo(letter.async);
    assertThat(letter.async.getSubmittedAt()).isEqualTo(clock.instant());
    assertThat(letter.async.getLastSubmittedAt()).isEqualTo(clock.instant());
    assertThat(letter.async.getDueAt()).isEqualTo(clock.instant().plus(Workbench.GRACE));
  }

  @Test
  void writesTheChangesOfAManagedRecordFirst() {
    Letter saved = letters.save(new Letter("Main St"));
    transactions.executeWithoutResult(
        status -> {
          Letter letter = letters.findById(saved.id).orElseThrow();
          letter.address = "Elm St";
          asyncables.submit(letter);
          assertThat(letter.async.getSubmittedAt()).isEqualTo(clock.instant());
        });

    assertThat(letters.findById(saved.id).orElseThrow().address).isEqualTo("Elm St");
    assertThat(stateOf(saved)).isEqualTo(State.QUEUED);
  }

  @Test
  void bringsADetachedRecordUpToDate() {
    Letter letter = letters.save(new Letter("Main St"));
    asyncables.submit(letter);

    assertThat(letter.async).usingRecursiveComparison().isEqualTo(bench.stored(letter));
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
  }

  @Test
  void refusesARecordWithoutARow() {
    Letter letter = letters.save(new Letter("Main St"));
    letters.deleteById(letter.id);

    assertThatThrownBy(() -> asyncables.submit(letter))
        .isInstanceOf(UnknownRecord.class)
        .hasMessageContaining("" + letter.id);
  }

  @Test
  void neitherStoresNorPublishesWhatIsRolledBack() {
    long before = broker.published();
    Letter letter = new Letter("Main St");
    transactions.executeWithoutResult(
        status -> {
          asyncables.submit(letter);
          status.setRollbackOnly();
        });
    assertThat(letters.count()).isZero();

    bench.submitted();
    broker.awaitPublished(before + 1);
  }

  @Test
  void waitsForTheStartTime() {
    Letter letter = new Letter("Main St");
    Instant start = clock.instant().plus(Duration.ofDays(1));
    asyncables.submit(letter, start);

    assertThat(stateOf(letter)).isEqualTo(State.SCHEDULED);
    assertThat(bench.stored(letter).getLastSubmittedAt()).isEqualTo(start);
    assertThat(bench.stored(letter).getDueAt()).isEqualTo(start);
  }

  @Test
  void takesAPastStartTimeForNow() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter, clock.instant().minus(Duration.ofDays(1)));

    assertThat(bench.stored(letter).getLastSubmittedAt()).isEqualTo(clock.instant());
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
  }

  @Test
  void submitsRecordsOfSeveralTypesAtOnce() {
    Letter letter = new Letter("Main St");
    Letter known = letters.save(new Letter("Elm St"));
    Payment payment = new Payment();
    asyncables.submitAll(List.of(letter, payment, known));

    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    assertThat(stateOf(known)).isEqualTo(State.QUEUED);
    assertThat(payments.findById(payment.id).orElseThrow().async.state(clock.instant()))
        .isEqualTo(State.QUEUED);
  }

  @Test
  void refusesARecordOfSeveralFieldsUnlessToldWhich() {
    assertThatThrownBy(() -> asyncables.submit(new Filing("f-7")))
        .hasMessageContaining("asyncables.field(…)")
        .hasMessageContaining("decision");
    assertThatThrownBy(() -> asyncables.submit("a text")).hasMessageContaining("no Asyncable");
  }

  @Test
  void givesEverySubmissionATimeOfItsOwn() {
    Letter letter = bench.submitted();
    Instant first = letter.async.getLastSubmittedAt();
    asyncables.submit(letter);

    assertThat(letter.async.getLastSubmittedAt()).isAfter(first);
    assertThat(letter.async.getSubmittedAt()).isEqualTo(first);
  }

  @Test
  void submitsAndCancelsInOneTransaction() {
    Letter letter = new Letter("Main St");
    transactions.executeWithoutResult(
        status -> {
          asyncables.submit(letter);
          assertThat(asyncables.cancel(letter, "filed twice")).isTrue();
        });

    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
  }

  @Test
  void refusesToRestartARunningRecord() {
    Letter letter = bench.submitted();
    bench.claim(letter, bench.worker());

    assertThatThrownBy(() -> asyncables.restart(letter))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("is running")
        .hasMessageContaining("Cancel it first");
  }

  @Test
  void refusesToRestartWhatWasNeverSubmitted() {
    Letter letter = letters.save(new Letter("Main St"));

    assertThatThrownBy(() -> asyncables.restart(letter))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("Only the application can submit it");
  }

  @Test
  void refusesToRestartWhatWaitsForItsFirstAttempt() {
    Letter queued = bench.submitted();
    assertThatThrownBy(() -> asyncables.restart(queued))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("is queued and cannot be restarted. Retry it now instead");

    Letter scheduled = new Letter("Main St");
    asyncables.submit(scheduled, Duration.ofDays(60));
    Instant time = scheduled.async.getLastSubmittedAt();
    assertThatThrownBy(() -> asyncables.restart(scheduled))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("is scheduled and cannot be restarted. Begin it now instead");
    assertThat(bench.stored(scheduled).getLastSubmittedAt()).isEqualTo(time);
  }

  @Test
  void refusesToRestartWhatWasCanceledBeforeItWasSubmitted() {
    Letter letter = letters.save(new Letter("Main St"));
    assertThat(asyncables.cancel(letter, "filed twice")).isTrue();

    assertThatThrownBy(() -> asyncables.restart(letter))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("It was never submitted");
  }

  @Test
  void restartsWhatIsConcluded() {
    Letter letter = bench.submitted();
    bench.complete(bench.claim(letter, bench.worker()));
    clock.advance(Duration.ofHours(1));
    asyncables.restart("Letter", "" + letter.id, "operator", "once more");

    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    assertThat(bench.stored(letter).getAttempts()).isZero();
    assertThat(bench.stored(letter).getSubmittedAt()).isEqualTo(clock.instant());
  }

  @Test
  void leavesAProcessedRecordWhenItIsCanceled() {
    Letter letter = bench.submitted();
    bench.complete(bench.claim(letter, bench.worker()));

    assertThat(asyncables.cancel(letter, "filed twice")).isFalse();
    assertThat(letter.async.state(clock.instant())).isEqualTo(State.PROCESSED);
  }

  @Test
  void cancelsOnce() {
    Letter letter = bench.submitted();

    assertThat(asyncables.cancel("Letter", "" + letter.id, "operator", "filed twice")).isTrue();
    assertThat(asyncables.cancel("Letter", "" + letter.id, "operator", "filed twice")).isFalse();
    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
  }

  @Test
  void knowsNoRecordOfAnUnknownTypeOrId() {
    String nobody = "00000000-0000-0000-0000-000000000000";
    assertThatThrownBy(() -> asyncables.cancel("Parcel", nobody, "operator", ""))
        .isInstanceOf(UnknownRecord.class)
        .hasMessageContaining("Parcel");
    for (String id : List.of(nobody, "not an id")) {
      assertThatThrownBy(() -> asyncables.cancel("Letter", id, "operator", ""))
          .isInstanceOf(UnknownRecord.class);
      assertThatThrownBy(() -> asyncables.restart("Letter", id, "operator", ""))
          .isInstanceOf(UnknownRecord.class);
    }
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}

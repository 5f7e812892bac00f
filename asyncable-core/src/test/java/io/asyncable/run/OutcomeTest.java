package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.Attempt;
import io.asyncable.CancelSubmission;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.State;
import io.asyncable.move.History;
import io.asyncable.move.Reference;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionOperations;

/** What becomes of a record by what its handler does. */
@StillEngineTest
class OutcomeTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Payments payments;
  @Autowired History history;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired TransactionOperations transactions;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
    script.lines.clear();
  }

  @Test
  void postponingIsNoFailure() {
    Letter letter = run(a -> new RetryLater(Duration.ofHours(2), "office closed"));

    Asyncable async = bench.stored(letter);
    assertThat(async.state(clock.instant())).isEqualTo(State.RETRYING);
    assertThat(async.getError()).isEqualTo("Postponed: office closed");
    assertThat(async.getCause()).isEqualTo("postponed");
    assertThat(async.getDueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
    assertThat(bench.claim(letter, bench.worker()).failures()).isZero();
  }

  @Test
  void postponingByNoTimeIsNoFailureEither() {
    Letter letter = run(a -> new RetryLater(Duration.ZERO, "Lost: secret"));

    assertThat(bench.stored(letter).getError()).isEqualTo("Postponed: Lost: secret");
    assertThat(bench.claim(letter, bench.worker()).failures()).isZero();
  }

  @Test
  void aFailureBacksOff() {
    Letter letter = run(a -> new IllegalStateException("busy"));
    assertThat(bench.stored(letter).getError()).isEqualTo("IllegalStateException: busy");
    assertThat(bench.stored(letter).getCause()).isEqualTo("failed");
    assertThat(bench.stored(letter).getDueAt()).isEqualTo(clock.instant().plusSeconds(10));

    bench.run(letter);
    assertThat(bench.stored(letter).getAttempts()).isEqualTo(2);
    assertThat(bench.stored(letter).getDueAt()).isEqualTo(clock.instant().plusSeconds(20));
  }

  @Test
  void aPermanentFailureExpiresAndIsToldOnce() {
    Letter letter =
        run(a -> new PermanentFailure("no such street").withRemedy("Correct the street."));

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(bench.stored(letter).getError())
        .isEqualTo("PermanentFailure: no such street (gave up: permanent failure)");
    assertThat(bench.stored(letter).getCause()).isEqualTo("expired_permanent");
    assertThat(script.expired).filteredOn(line -> line.startsWith(label(letter))).hasSize(1);
    assertThat(eventsOf(letter)).containsExactly("expired", "failed");
    assertThat(history.of(bench.type(), "" + letter.id, 10))
        .extracting(History.Entry::cause, History.Entry::remedy)
        .containsExactly(tuple("expired_permanent", null), tuple("failed", "Correct the street."));
  }

  @Test
  void aRecordExpiresThoughItsHandlerFailsToHearIt() {
    Letter letter = bench.submitted();
    script.whenExpired.put(
        label(letter),
        () -> {
          throw new IllegalStateException("deaf");
        });
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          throw new PermanentFailure("no such street");
        });
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(script.expired).filteredOn(line -> line.startsWith(label(letter))).hasSize(1);
  }

  @Test
  void aRecordExpiresThoughHearingItSpoilsTheTransaction() {
    Letter letter = bench.submitted();
    script.whenExpired.put(
        label(letter),
        () -> transactions.executeWithoutResult(TransactionExecution::setRollbackOnly));
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          throw new PermanentFailure("no such street");
        });
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(eventsOf(letter)).containsExactly("expired", "failed");
  }

  @Test
  void whatPassesWhileItsHandlerIsToldIsTriedAgain() {
    Letter letter = bench.submitted();
    Iterator<RuntimeException> failures =
        List.<RuntimeException>of(new CannotAcquireLockException("deadlock")).iterator();
    script.whenExpired.put(
        label(letter),
        () -> {
          if (failures.hasNext()) {
            throw failures.next();
          }
          letters.findById(letter.id).orElseThrow().address = "told";
        });
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          throw new PermanentFailure("no such street");
        });
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
    assertThat(letters.findById(letter.id).orElseThrow().address).isEqualTo("told");
  }

  /** As after a switchover to a server that is not yet in charge. */
  @Test
  void aCompletionIsKeptWhileTheServerIsReadOnly() throws Exception {
    Letter letter = bench.submitted();
    jdbc.sql("create sequence refusals").update();
    jdbc.sql(
            """
            create function refuse() returns trigger language plpgsql as $$
            begin
              perform nextval('refusals');
              raise exception 'read-only' using errcode = '25006';
            end $$
            """)
        .update();
    jdbc.sql(
            """
            create trigger refuse before update on letter for each row
            when (new.processed_at is not null) execute function refuse()
            """)
        .update();
    CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> bench.run(letter));
    await().until(() -> jdbc.sql("select is_called from refusals").query(Boolean.class).single());
    jdbc.sql("drop function refuse cascade").update();
    jdbc.sql("drop sequence refusals").update();
    attempt.get(10, TimeUnit.SECONDS);

    assertThat(stateOf(letter)).isEqualTo(State.PROCESSED);
  }

  @Test
  void aPermanentFailureWaitsForALockedRow() throws Exception {
    Letter letter = bench.submitted();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          begun.countDown();
          fail.await();
          throw new PermanentFailure("no such street");
        });
    CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> bench.run(letter));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    transactions.executeWithoutResult(
        status -> {
          letters.findById(letter.id).orElseThrow().address = "Elm St";
          letters.flush();
          fail.countDown();
          await().until(() -> attempt.isDone() || isSomebodyWaiting());
        });
    attempt.get(10, TimeUnit.SECONDS);

    assertThat(stateOf(letter)).isEqualTo(State.EXPIRED);
  }

  @Test
  void theHandlerMayCancel() {
    Letter letter = run(a -> new CancelSubmission("withdrawn"));

    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
    assertThat(eventsOf(letter)).containsExactly("canceled");
  }

  @Test
  void aCancelWhileItRunsDiscardsItsCompletion() {
    Letter letter = bench.submitted();
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          assertThat(attempt.isCanceled()).isFalse();
          asyncables.cancel("Letter", "" + letter.id, "operator", "filed twice");
          assertThat(attempt.isCanceled()).isTrue();
        });
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.CANCELED);
    assertThat(bench.stored(letter).getProcessedAt()).isNull();
  }

  @Test
  void aSubmissionWhileItRunsSupersedesTheAttempt() {
    Letter letter = bench.submitted();
    script.lines.put(label(letter), (record, attempt) -> asyncables.submit(record));
    clock.advance(Duration.ofSeconds(1));
    bench.run(letter);

    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    assertThat(bench.stored(letter).getAttempts()).isZero();
  }

  @Test
  void keysAreTheSameForEveryAttemptAndRestartAndDifferForEverySubmission() {
    Letter letter = bench.submitted();
    List<String> keys = new CopyOnWriteArrayList<>();
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          keys.add(attempt.idempotencyKey());
          throw new IllegalStateException("busy");
        });
    bench.run(letter);
    bench.run(letter);
    clock.advance(Duration.ofSeconds(1));
    asyncables.restart(letter);
    bench.run(letter);
    clock.advance(Duration.ofSeconds(1));
    asyncables.submit(letter);
    bench.run(letter);

    assertThat(keys.get(0)).isEqualTo(keys.get(1)).isEqualTo(keys.get(2)).isNotEqualTo(keys.get(3));
  }

  static List<Throwable> strangeFailures() {
    return List.of(
        new IllegalStateException("nul \u0000 inside"),
        new IllegalStateException("half \ud83d a pair"),
        new IllegalStateException("x".repeat(10_000_000)),
        new StackOverflowError("deep"),
        new OutOfMemoryError(),
        new IllegalStateException() {
          @Override
          public String getMessage() {
            throw new UnsupportedOperationException("no message");
          }

          @Override
          public String toString() {
            throw new UnsupportedOperationException("no text");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("strangeFailures")
  void whateverIsThrownIsRecordedAndRetried(Throwable failure) {
    Letter letter = run(a -> failure);

    assertThat(stateOf(letter)).isEqualTo(State.RETRYING);
    assertThat(bench.stored(letter).getError()).isNotBlank().hasSizeLessThan(3_000);
    History.Entry entry = history.of(bench.type(), "" + letter.id, 1).get(0);
    assertThat(entry.errorClass()).isEqualTo(failure.getClass().getName());
    assertThat(entry.stack()).isNotBlank().hasSizeLessThan(17_000);
  }

  @Test
  void aTransactionalHandlersEffectsGoWithItsFailure() {
    Payment payment = submittedPayment();
    script.lines.put(
        "Payment:" + payment.id,
        (record, attempt) -> {
          throw new IllegalStateException("busy");
        });
    runPayment(payment);
    assertThat(stored(payment).amount).isZero();
    assertThat(stateOf(payment)).isEqualTo(State.RETRYING);

    runPayment(payment);
    assertThat(stateOf(payment)).isEqualTo(State.EXPIRED);
    assertThat(stored(payment).async.getError()).contains("failed 2 times, attempts exhausted");
    assertThat(stored(payment).async.getCause()).isEqualTo("expired_attempts");
  }

  @Test
  void aTransactionThatTheHandlerGivesUpIsAFailure() {
    Payment payment = submittedPayment();
    script.lines.put(
        "Payment:" + payment.id,
        (record, attempt) -> TransactionAspectSupport.currentTransactionStatus().setRollbackOnly());
    runPayment(payment);

    assertThat(stored(payment).amount).isZero();
    assertThat(stateOf(payment)).isEqualTo(State.RETRYING);
    assertThat(stored(payment).async.getError()).contains("rollback");
  }

  @Test
  void aTransactionalHandlerCannotSupersedeItself() {
    Payment payment = submittedPayment();
    clock.advance(Duration.ofSeconds(1));
    script.lines.put("Payment:" + payment.id, (record, attempt) -> asyncables.submit(record));
    runPayment(payment);

    assertThat(stateOf(payment)).isEqualTo(State.RETRYING);
    assertThat(stored(payment).async.getError()).contains("its own record");
  }

  @Test
  void aTransactionalHandlerMayDeleteItsRecord() {
    Payment payment = submittedPayment();
    script.lines.put("Payment:" + payment.id, (record, attempt) -> payments.deleteById(payment.id));
    runPayment(payment);

    assertThat(payments.findById(payment.id)).isEmpty();
  }

  private interface Thrown {
    Throwable by(Attempt attempt);
  }

  private Letter run(Thrown thrown) {
    Letter letter = bench.submitted();
    script.lines.put(
        label(letter),
        (record, attempt) -> {
          Throwable failure = thrown.by(attempt);
          if (failure instanceof Error error) {
            throw error;
          }
          throw (Exception) failure;
        });
    bench.run(letter);
    return letter;
  }

  private Payment submittedPayment() {
    Payment payment = new Payment();
    asyncables.submit(payment);
    return payment;
  }

  private void runPayment(Payment payment) {
    Asyncable async = stored(payment).async;
    bench.run(
        new Reference("Payment", "" + payment.id, async.getLastSubmittedAt(), async.getAttempts()));
  }

  private boolean isSomebodyWaiting() {
    return jdbc.sql(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """)
            .query(Integer.class)
            .single()
        > 0;
  }

  private Payment stored(Payment payment) {
    return payments.findById(payment.id).orElseThrow();
  }

  private State stateOf(Payment payment) {
    return stored(payment).async.state(clock.instant());
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }

  private List<String> eventsOf(Letter letter) {
    return history.of(bench.type(), "" + letter.id, 10).stream().map(History.Entry::event).toList();
  }

  private static String label(Letter letter) {
    return "Letter:" + letter.id;
  }
}

package io.asyncable.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.OutcomeUnknown;
import io.asyncable.State;
import io.asyncable.move.Reference;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Payment;
import io.asyncable.test.engine.Payments;
import io.asyncable.test.engine.Races;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Attempts that may share transactions: of six that wait, the first three go together. */
@StillEngineTest
class SharedTransactionTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired Payments payments;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired Races races;
  @Autowired Dispatcher dispatcher;
  @Autowired Attempts attempts;
  @Autowired PlatformTransactionManager manager;

  private final Map<Payment, Long> transactions = new ConcurrentHashMap<>();
  private List<Payment> six = List.of();

  @BeforeEach
  void submitSix() {
    bench.clear();
    script.lines.clear();
    six = Stream.generate(Payment::new).limit(6).toList();
    asyncables.submitAll(six);
    six.forEach(payment -> whenRun(payment, () -> {}));
  }

  @Test
  void attemptsShareATransaction() {
    run();

    assertThat(transactions.values().stream().distinct()).hasSize(4);
    assertThat(six.subList(0, 3).stream().map(transactions::get).distinct()).hasSize(1);
    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six).extracting(this::amountOf).containsOnly(1);
  }

  @Test
  void oneThatFailsLeavesItsNeighboursToThemselves() {
    Payment failing = six.get(1);
    whenRun(
        failing,
        () -> {
          throw new IllegalStateException("busy");
        });
    run();

    assertThat(stateOf(failing)).isEqualTo(State.RETRYING);
    assertThat(stored(failing).async.getError()).isEqualTo("IllegalStateException: busy");
    assertThat(amountOf(failing)).isZero();
    assertThat(others(failing)).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(others(failing)).extracting(this::amountOf).containsOnly(1);
  }

  @Test
  void oneWhoseOutcomeIsUnknownDoesNotRunAgainWithTheOthers() {
    Payment open = six.get(1);
    List<Payment> begun = new ArrayList<>();
    whenRun(
        open,
        () -> {
          begun.add(open);
          throw new OutcomeUnknown("no answer from the bank");
        });
    run();

    assertThat(begun).containsExactly(open);
    assertThat(stateOf(open)).isEqualTo(State.EXPIRED);
    assertThat(stored(open).async.getCause()).isEqualTo("outcome_unknown");
    assertThat(stored(open).async.getError())
        .isEqualTo("OutcomeUnknown: no answer from the bank (gave up: outcome unknown)");
    assertThat(amountOf(open)).isZero();
    assertThat(others(open)).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(others(open)).extracting(this::amountOf).containsOnly(1);
  }

  /** By Spring's own rules a checked exception would commit. */
  @Test
  void aCheckedExceptionUndoesTheEffectsToo() {
    Payment failing = six.get(1);
    whenRun(
        failing,
        () -> {
          throw new IOException("busy");
        });
    run();

    assertThat(stateOf(failing)).isEqualTo(State.RETRYING);
    assertThat(amountOf(failing)).isZero();
    assertThat(others(failing)).extracting(this::amountOf).containsOnly(1);
  }

  @Test
  void oneThatIsCanceledMeanwhileHasNoEffect() {
    Payment canceled = six.get(2);
    whenRun(
        six.get(0),
        () ->
            jdbc.sql("update payment set canceled_at = ?, due_at = null where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), canceled.id)
                .update());
    run();

    assertThat(stateOf(canceled)).isEqualTo(State.CANCELED);
    assertThat(amountOf(canceled)).isZero();
    assertThat(others(canceled)).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(others(canceled)).extracting(this::amountOf).containsOnly(1);
  }

  @Test
  void nobodyChangesARecordBetweenItsLoadAndItsHandler() {
    TransactionTemplate other = new TransactionTemplate(manager);
    other.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    whenRun(
        six.get(0),
        () ->
            assertThat(
                    other.<List<Long>>execute(
                        status ->
                            jdbc.sql("select id from payment for no key update skip locked")
                                .query(Long.class)
                                .list()))
                .containsExactlyInAnyOrderElementsOf(
                    six.subList(3, 6).stream().map(payment -> payment.id).toList()));
    run();

    assertThat(stateOf(six.get(0))).isEqualTo(State.PROCESSED);
  }

  @Test
  void aRowThatSomebodyHoldsKeepsNobodyElseWaiting() throws Exception {
    Payment locked = six.get(1);
    List<Runnable> begun = new ArrayList<>();
    dispatcher.dispatch("default", six.stream().map(this::message).toList(), begun::add, () -> {});
    CompletableFuture<Void> running =
        races.whileHeld(
            () ->
                jdbc.sql("select id from payment where id = ? for update")
                    .param(locked.id)
                    .query(Long.class)
                    .single(),
            () -> {
              CompletableFuture<Void> run =
                  CompletableFuture.runAsync(() -> begun.forEach(Runnable::run));
              await()
                  .untilAsserted(() -> assertThat(stateOf(six.get(0))).isEqualTo(State.PROCESSED));
              assertThat(isHeld(locked)).isTrue();
              return run;
            });
    running.get(20, TimeUnit.SECONDS);
    await().until(() -> attempts.count() == 0);

    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six).extracting(this::amountOf).containsOnly(1);
  }

  private boolean isHeld(Payment payment) {
    return jdbc.sql("select id from payment where id = ? for update skip locked")
        .param(payment.id)
        .query(Long.class)
        .list()
        .isEmpty();
  }

  @Test
  void aSlowHandlerEndsItsGroup() {
    whenRun(six.get(0), () -> clock.advance(Duration.ofMillis(30)));
    run();

    assertThat(transactions.values().stream().distinct()).hasSize(6);
    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six).extracting(this::amountOf).containsOnly(1);
  }

  /** On a busy machine most groups are slow, and must not end the sharing for the whole poll. */
  @Test
  void afterASlowGroupTheNextAreAsLargeAsWhatItDid() {
    whenRun(six.get(1), () -> clock.advance(Duration.ofMillis(30)));
    run();

    assertThat(six.subList(0, 2).stream().map(transactions::get).distinct()).hasSize(1);
    assertThat(six.subList(3, 5).stream().map(transactions::get).distinct()).hasSize(1);
    assertThat(transactions.values().stream().distinct()).hasSize(4);
    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six).extracting(this::amountOf).containsOnly(1);
  }

  /** One that was stopped for a moment says little about the others. */
  @Test
  void afterAGroupThatDidOneTheNextAreHalfAsLarge() {
    List<Payment> more = Stream.generate(Payment::new).limit(6).toList();
    asyncables.submitAll(more);
    more.forEach(payment -> whenRun(payment, () -> {}));
    whenRun(six.get(0), () -> clock.advance(Duration.ofMillis(30)));
    six = Stream.concat(six.stream(), more.stream()).toList();
    run();

    assertThat(more.subList(0, 3).stream().map(transactions::get).distinct()).hasSize(1);
    assertThat(more.subList(3, 6).stream().map(transactions::get).distinct()).hasSize(1);
    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six).extracting(this::amountOf).containsOnly(1);
  }

  @Test
  void laterAttemptsRunAlone() {
    six.forEach(
        payment ->
            whenRun(
                payment,
                () -> {
                  throw new IllegalStateException("busy");
                }));
    run();
    six.forEach(payment -> whenRun(payment, () -> {}));
    run();

    assertThat(transactions.values().stream().distinct()).hasSize(6);
    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
  }

  @Test
  void whatFailsAfterTheCommitRunsNothingAgain() {
    whenRun(
        six.get(0),
        () ->
            TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public void afterCommit() {
                    throw new IllegalStateException("too late");
                  }
                }));
    run();

    assertThat(six).extracting(this::stateOf).containsOnly(State.PROCESSED);
    assertThat(six)
        .extracting(payment -> script.attemptsOf("Payment:" + payment.id))
        .containsOnly(1L);
  }

  private interface Work {
    void run() throws Exception;
  }

  private void whenRun(Payment payment, Work work) {
    script.lines.put(
        "Payment:" + payment.id,
        (record, attempt) -> {
          transactions.put(payment, jdbc.sql("select txid_current()").query(Long.class).single());
          work.run();
        });
  }

  /** Runs everything on this thread, as one poll. */
  private void run() {
    dispatcher.dispatch(
        "default", six.stream().map(this::message).toList(), Runnable::run, () -> {});
    await().until(() -> attempts.count() == 0);
  }

  private Reference message(Payment payment) {
    Asyncable async = stored(payment).async;
    return bench.published(
        new Reference("Payment", "" + payment.id, async.getLastSubmittedAt(), async.getAttempts()));
  }

  private List<Payment> others(Payment one) {
    return six.stream().filter(payment -> payment != one).toList();
  }

  private Payment stored(Payment payment) {
    return payments.findById(payment.id).orElseThrow();
  }

  private State stateOf(Payment payment) {
    return stored(payment).async.state(clock.instant());
  }

  private int amountOf(Payment payment) {
    return stored(payment).amount;
  }
}

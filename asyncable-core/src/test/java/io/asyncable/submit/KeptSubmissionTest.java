package io.asyncable.submit;

import static java.time.temporal.ChronoUnit.FOREVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.move.Cause;
import io.asyncable.move.History;
import io.asyncable.move.Submissions;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Broker;
import io.asyncable.test.engine.Filing;
import io.asyncable.test.engine.Filings;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A call that returns is kept, one that cannot be kept throws, and a refusal changes nothing. */
@StillEngineTest
class KeptSubmissionTest {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  @Autowired Workbench bench;
  @Autowired Broker broker;
  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Filings filings;
  @Autowired History history;
  @Autowired TestClock clock;
  @Autowired EntityManager entities;
  @Autowired DataSource dataSource;
  @Autowired PlatformTransactionManager manager;
  @Autowired TransactionOperations transactions;
  @Autowired ConfigurableApplicationContext context;

  /** Every call there is, each for a record that it would change. */
  private Map<String, Runnable> calls() {
    Letter saved = letters.save(new Letter("saved"));
    Letter retrying = failed();
    Letter canceled = failed();
    asyncables.cancel(canceled, "filed twice");
    Letter scheduled = new Letter("scheduled");
    asyncables.submit(scheduled, Duration.ofDays(1));
    String id = "" + retrying.id;
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("submit new", () -> asyncables.submit(new Letter("new")));
    calls.put("submit", () -> asyncables.submit(saved));
    calls.put("submit at", () -> asyncables.submit(saved, clock.instant()));
    calls.put("submit in", () -> asyncables.submit(new Letter("new"), Duration.ofDays(1)));
    calls.put("submitAll", () -> asyncables.submitAll(List.of(new Letter("new"), saved)));
    calls.put("field", () -> asyncables.field("decision").submit(new Filing("new")));
    calls.put("restart", () -> asyncables.restart(retrying));
    calls.put("restart named", () -> asyncables.restart("Letter", id, "ann", "why"));
    calls.put("beginNow", () -> asyncables.beginNow(scheduled));
    calls.put(
        "beginNow named", () -> asyncables.beginNow("Letter", "" + scheduled.id, "ann", "why"));
    calls.put("retryNow", () -> asyncables.retryNow(retrying));
    calls.put("retryNow named", () -> asyncables.retryNow("Letter", id, "ann", "why"));
    calls.put("cancel", () -> asyncables.cancel(retrying, "why"));
    calls.put("cancel named", () -> asyncables.cancel("Letter", id, "ann", "why"));
    calls.put("markProcessed", () -> asyncables.markProcessed(retrying, "why"));
    calls.put("markProcessed named", () -> asyncables.markProcessed("Letter", id, "ann", "why"));
    calls.put("updateError", () -> asyncables.updateError(retrying, "text"));
    calls.put("updateError named", () -> asyncables.updateError("Letter", id, "ann", "text"));
    calls.put("clearError", () -> asyncables.clearError(canceled, "why"));
    calls.put(
        "clearError named", () -> asyncables.clearError("Letter", "" + canceled.id, "ann", "why"));
    return calls;
  }

  @BeforeEach
  void clear() {
    bench.clear();
    clock.advance(Duration.ofSeconds(1));
  }

  /** Where a call comes too late for the transaction that is still bound to the thread. */
  private enum TooLate {
    AFTER_COMMIT,
    AFTER_COMPLETION,
    AFTER_ROLLBACK,
    LISTENER_AFTER_COMMIT,
    LISTENER_AFTER_COMPLETION,
    LISTENER_AFTER_ROLLBACK
  }

  @ParameterizedTest
  @EnumSource
  void aCallAfterTheEndOfItsTransactionThrowsAndChangesNothing(TooLate when) {
    calls()
        .forEach(
            (name, call) -> {
              String before = rows();
              assertThat(caughtIn(when, call))
                  .as(name)
                  .isInstanceOf(IllegalTransactionStateException.class)
                  .hasMessageContaining("REQUIRES_NEW");
              assertThat(rows()).as(name).isEqualTo(before);
            });
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionOfItsOwnKeepsWhatIsSubmittedAfterTheEndOfAnother(TooLate when) {
    long published = broker.published();
    Letter letter = new Letter("new");
    TransactionTemplate own = transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

    assertThat(caughtIn(when, () -> own.executeWithoutResult(status -> asyncables.submit(letter))))
        .isNull();
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    broker.awaitPublished(published + 1);
  }

  @Test
  void aCallBeforeTheCommitIsPartOfIt() {
    long published = broker.published();
    Letter letter = new Letter("new");

    assertThat(
            caughtByListener(
                TransactionPhase.BEFORE_COMMIT, false, () -> asyncables.submit(letter)))
        .isNull();
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
    broker.awaitPublished(published + 1);
  }

  @Test
  void aCallInAReadOnlyTransactionThrowsAndLeavesTheTransaction() {
    TransactionTemplate reading = transaction(TransactionDefinition.PROPAGATION_REQUIRED);
    reading.setReadOnly(true);
    calls()
        .forEach(
            (name, call) -> {
              String before = rows();
              reading.executeWithoutResult(
                  status ->
                      assertThatThrownBy(call::run)
                          .as(name)
                          .isInstanceOf(IllegalTransactionStateException.class)
                          .hasMessageContaining("read-only"));
              assertThat(rows()).as(name).isEqualTo(before);
            });
  }

  @Test
  void aCallInATransactionOfAnotherManagerThrows() {
    TransactionTemplate jdbc = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    calls()
        .forEach(
            (name, call) -> {
              String before = rows();
              jdbc.executeWithoutResult(
                  status ->
                      assertThatThrownBy(call::run)
                          .as(name)
                          .isInstanceOf(IllegalTransactionStateException.class)
                          .hasMessageContaining("JpaTransactionManager"));
              assertThat(rows()).as(name).isEqualTo(before);
            });
  }

  @Test
  void whatTheDatabaseRefusesIsThrownByTheCall() {
    filings.save(new Filing("f-1"));
    transactions.executeWithoutResult(
        status -> {
          Filing second = new Filing("f-1");
          assertThatThrownBy(
                  () -> {
                    entities.persist(second);
                    asyncables.field("decision").submit(new Filing("f-2"));
                  })
              .hasMessageContaining("f-1");
          status.setRollbackOnly();
        });
  }

  @Test
  void aSessionThatFlushesByHandKeepsASubmission() {
    Letter letter = new Letter("new");
    transactions.executeWithoutResult(
        status -> {
          entities.unwrap(Session.class).setHibernateFlushMode(FlushMode.MANUAL);
          asyncables.submit(letter);
        });
    assertThat(stateOf(letter)).isEqualTo(State.QUEUED);
  }

  /** Every refusal there is. */
  private Map<String, Runnable> refusals() {
    Letter waiting = bench.submitted();
    Letter running = bench.submitted();
    bench.claim(running, bench.worker());
    Letter never = letters.save(new Letter("never submitted"));
    Letter gone = letters.save(new Letter("gone"));
    letters.deleteById(gone.id);
    Map<String, Runnable> refusals = new LinkedHashMap<>();
    refusals.put("restart of what runs", () -> asyncables.restart(running));
    refusals.put("restart", () -> asyncables.restart("Letter", "" + never.id, "ann", ""));
    refusals.put("begin of what runs", () -> asyncables.beginNow(running));
    refusals.put("submit at no time", () -> asyncables.submit(never, Instant.MAX));
    refusals.put(
        "submit in longer than time", () -> asyncables.submit(never, FOREVER.getDuration()));
    refusals.put("retry of what runs", () -> asyncables.retryNow(running));
    refusals.put("mark processed", () -> asyncables.markProcessed(never, ""));
    refusals.put("update error", () -> asyncables.updateError(waiting, "text"));
    refusals.put("blank error", () -> asyncables.updateError(waiting, " "));
    refusals.put(
        "blank error named", () -> asyncables.updateError("Letter", "" + waiting.id, "ann", ""));
    refusals.put("clear error", () -> asyncables.clearError(failed(), ""));
    refusals.put("restart of nobody", () -> asyncables.restart("Letter", NOBODY, "ann", ""));
    refusals.put("no id", () -> asyncables.cancel("Letter", "no id", "ann", ""));
    refusals.put("no type", () -> asyncables.cancel("Parcel", NOBODY, "ann", ""));
    refusals.put("cancel of what is gone", () -> asyncables.cancel(gone, ""));
    refusals.put("submit of what is gone", () -> asyncables.submit(gone));
    refusals.put("restart of what is not stored", () -> asyncables.restart(new Letter("new")));
    refusals.put("submit of a text", () -> asyncables.submit("a text"));
    refusals.put("submit of one of two", () -> asyncables.submit(new Filing("f-1")));
    return refusals;
  }

  @Test
  void aRefusalLeavesTheCallersTransactionAsItIs() {
    refusals()
        .forEach(
            (name, refusal) -> {
              Letter other = new Letter("other work");
              transactions.executeWithoutResult(
                  status -> {
                    entities.persist(other);
                    assertThatThrownBy(refusal::run)
                        .as(name)
                        .isInstanceOfAny(
                            ActionRefused.class,
                            UnknownRecord.class,
                            IllegalArgumentException.class);
                  });
              assertThat(letters.existsById(other.id)).as(name).isTrue();
            });
  }

  @Test
  void aStartTimeThatNoDatabaseTellsIsRefusedBeforeAnythingIsChanged() {
    for (Instant never : List.of(Instant.MAX, Submissions.LATEST.plusNanos(1_000))) {
      Letter letter = new Letter("new");
      assertThatThrownBy(() -> asyncables.submit(letter, never))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("A record can start at " + Submissions.LATEST + " at the latest");
      assertThat(letter.async.state(clock.instant())).isEqualTo(State.NOT_SUBMITTED);
      assertThat(letters.count()).isZero();
    }
  }

  @Test
  void theLatestStartTimeIsKeptAndAPastOneMeansNow() {
    Letter last = new Letter("last");
    asyncables.submit(last, Submissions.LATEST);
    assertThat(bench.stored(last).getDueAt()).isEqualTo(Submissions.LATEST);
    assertThat(stateOf(last)).isEqualTo(State.SCHEDULED);
    asyncables.submit(last, Instant.MIN);
    assertThat(stateOf(last)).isEqualTo(State.QUEUED);
    clock.advance(Duration.ofSeconds(1));
    asyncables.submit(last, FOREVER.getDuration().negated());
    assertThat(stateOf(last)).isEqualTo(State.QUEUED);
  }

  @Test
  void allObjectsOfOneRowThatAreSubmittedTogetherAreUpToDate() {
    Letter saved = letters.save(new Letter("saved"));
    Letter one = letters.findById(saved.id).orElseThrow();
    Letter other = letters.findById(saved.id).orElseThrow();
    asyncables.submitAll(List.of(one, other, one));

    Asyncable stored = bench.stored(saved);
    assertThat(one.async).usingRecursiveComparison().isEqualTo(stored);
    assertThat(other.async).usingRecursiveComparison().isEqualTo(stored);
  }

  @Test
  void oneOfSeveralThatHasNoRowKeepsAllFromBeingSubmitted() {
    Letter saved = letters.save(new Letter("saved"));
    Letter gone = letters.save(new Letter("gone"));
    letters.deleteById(gone.id);
    assertThatThrownBy(
            () ->
                transactions.executeWithoutResult(
                    status ->
                        assertThatThrownBy(() -> asyncables.submitAll(List.of(saved, gone)))
                            .isInstanceOf(UnknownRecord.class)))
        .isInstanceOf(UnexpectedRollbackException.class);
    assertThat(stateOf(saved)).isEqualTo(State.NOT_SUBMITTED);
  }

  @Test
  void aFailureThatIsNoRefusalStillDoomsTheTransaction() {
    filings.save(new Filing("f-1"));
    assertThatThrownBy(
            () ->
                transactions.executeWithoutResult(
                    status -> {
                      entities.persist(new Filing("f-1"));
                      assertThat(catchThrowable(() -> asyncables.submit(new Letter("new"))))
                          .isNotNull();
                    }))
        .isInstanceOf(UnexpectedRollbackException.class);
    assertThat(letters.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void submittingADetachedObjectWritesItsAsyncStateOnly(boolean several) {
    Letter detached = letters.save(new Letter("Main St"));
    letters.save(changed(detached, "Elm St"));
    detached.address = "Oak St";
    if (several) {
      asyncables.submitAll(List.of(detached, new Letter("new")));
    } else {
      asyncables.submit(detached);
    }

    Letter stored = letters.findById(detached.id).orElseThrow();
    assertThat(stored.address).isEqualTo("Elm St");
    assertThat(stored.version).isEqualTo(1);
    assertThat(detached.address).isEqualTo("Oak St");
    assertThat(detached.async).usingRecursiveComparison().isEqualTo(stored.async);
  }

  @Test
  void aSubmissionIsNoChangeToTheVersion() {
    Letter detached = letters.save(new Letter("Main St"));
    asyncables.submit(detached);
    detached.address = "Elm St";
    letters.save(detached);

    Letter stored = letters.findById(detached.id).orElseThrow();
    assertThat(stored.address).isEqualTo("Elm St");
    assertThat(stored.async.state(clock.instant())).isEqualTo(State.QUEUED);
  }

  @Test
  void anActOnADetachedObjectBringsItsAsyncStateUpToDateAndNothingElse() {
    Map<String, Consumer<Letter>> acts = new LinkedHashMap<>();
    acts.put("restart", asyncables::restart);
    acts.put("retryNow", asyncables::retryNow);
    acts.put("cancel", letter -> asyncables.cancel(letter, "why"));
    acts.put("markProcessed", letter -> asyncables.markProcessed(letter, "why"));
    acts.put("updateError", letter -> asyncables.updateError(letter, "text"));
    acts.forEach(
        (name, act) -> {
          Letter detached = failed();
          letters.save(changed(detached, "Elm St"));
          detached.address = "Oak St";
          act.accept(detached);

          Letter stored = letters.findById(detached.id).orElseThrow();
          assertThat(stored.address).as(name).isEqualTo("Elm St");
          assertThat(detached.address).as(name).isEqualTo("Oak St");
          assertThat(detached.async).as(name).usingRecursiveComparison().isEqualTo(stored.async);
        });
  }

  private Letter changed(Letter letter, String address) {
    Letter other = letters.findById(letter.id).orElseThrow();
    other.address = address;
    return other;
  }

  private Letter failed() {
    Letter letter = bench.submitted();
    bench.fail(bench.claim(letter, bench.worker()), Cause.FAILED);
    return letter;
  }

  private @Nullable Throwable caughtIn(TooLate when, Runnable call) {
    return switch (when) {
      case AFTER_COMMIT, AFTER_COMPLETION, AFTER_ROLLBACK -> caughtBySynchronization(when, call);
      case LISTENER_AFTER_COMMIT -> caughtByListener(TransactionPhase.AFTER_COMMIT, false, call);
      case LISTENER_AFTER_COMPLETION ->
          caughtByListener(TransactionPhase.AFTER_COMPLETION, false, call);
      case LISTENER_AFTER_ROLLBACK -> caughtByListener(TransactionPhase.AFTER_ROLLBACK, true, call);
    };
  }

  private @Nullable Throwable caughtBySynchronization(TooLate when, Runnable call) {
    List<@Nullable Throwable> caught = new ArrayList<>();
    transactions.executeWithoutResult(
        status -> {
          letters.count();
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  if (when == TooLate.AFTER_COMMIT) {
                    caught.add(catchThrowable(call::run));
                  }
                }

                @Override
                public void afterCompletion(int outcome) {
                  if (when != TooLate.AFTER_COMMIT) {
                    caught.add(catchThrowable(call::run));
                  }
                }
              });
          if (when == TooLate.AFTER_ROLLBACK) {
            status.setRollbackOnly();
          }
        });
    return caught.get(0);
  }

  private @Nullable Throwable caughtByListener(
      TransactionPhase phase, boolean rolledBack, Runnable call) {
    UUID event = UUID.randomUUID();
    List<@Nullable Throwable> caught = new ArrayList<>();
    ApplicationListener<PayloadApplicationEvent<UUID>> listener =
        TransactionalApplicationListener.forPayload(
            phase,
            payload -> {
              if (event.equals(payload)) {
                caught.add(catchThrowable(call::run));
              }
            });
    context.addApplicationListener(listener);
    try {
      transactions.executeWithoutResult(
          status -> {
            letters.count();
            context.publishEvent(event);
            if (rolledBack) {
              status.setRollbackOnly();
            }
          });
    } finally {
      context.removeApplicationListener(listener);
    }
    return caught.get(0);
  }

  private TransactionTemplate transaction(int propagation) {
    TransactionTemplate template = new TransactionTemplate(manager);
    template.setPropagationBehavior(propagation);
    return template;
  }

  /** All that a call could change. */
  private String rows() {
    return letters.findAll().stream()
            .sorted((one, other) -> ("" + one.id).compareTo("" + other.id))
            .map(letter -> letter.id + describe(letter.async))
            .toList()
        + " "
        + filings.count()
        + " "
        + letters.findAll().stream()
            .mapToInt(letter -> history.of(bench.type(), "" + letter.id, 99).size())
            .sum();
  }

  private static String describe(Asyncable async) {
    return " %s %s %s %s %s"
        .formatted(
            async.getLastSubmittedAt(),
            async.getDueAt(),
            async.getPublishedAt(),
            async.getError(),
            async.status());
  }

  private State stateOf(Letter letter) {
    return bench.stored(letter).state(clock.instant());
  }
}

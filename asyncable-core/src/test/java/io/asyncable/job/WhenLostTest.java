package io.asyncable.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.OutcomeUnknown;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.State;
import io.asyncable.WhenLost;
import io.asyncable.explain.Explanations;
import io.asyncable.move.Cause;
import io.asyncable.move.History;
import io.asyncable.move.RecordRow;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.run.Attempts;
import io.asyncable.search.Need;
import io.asyncable.search.RecordList;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Booked;
import io.asyncable.test.engine.Errands.Charged;
import io.asyncable.test.engine.Errands.Paid;
import io.asyncable.test.engine.Errands.Retried;
import io.asyncable.test.engine.Errands.Timed;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of jobs whose outcome is unknown, and of those that must not be repeated. */
@InlineEngineTest
class WhenLostTest {

  @Autowired Jobs jobs;
  @Autowired Asyncables asyncables;
  @Autowired Errands errands;
  @Autowired EngineDriver engine;
  @Autowired FaultInjector faults;
  @Autowired Attempts attempts;
  @Autowired TestClock clock;
  @Autowired RecordList records;
  @Autowired ProcessTypes types;
  @Autowired Policies policies;
  @Autowired History history;
  @Autowired Explanations explanations;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void clear() {
    faults.clear();
    errands.clear();
    jdbc.sql("truncate payment").update();
  }

  static Stream<Object> ofBothKinds() {
    return Stream.of(new Paid("x"), new Charged("x"));
  }

  @Test
  void theHandlersAnnotationIsItsPolicy() {
    assertThat(policies.of(types.named("errand.paid")).whenLost()).isEqualTo(WhenLost.STOP);
    assertThat(policies.source("errand.paid", "when-lost"))
        .isEqualTo("@JobHandler " + Errands.class.getName() + ".pay");
    assertThat(policies.of(types.named("errand.run")).whenLost()).isEqualTo(WhenLost.RETRY);
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void whileTheHandlerRunsTheOutcomeIsUnknownToEverybodyElse(Object errand) {
    List<String> seen = new ArrayList<>();
    errands.lines.put("x", attempt -> seen.add(cause()));
    Enqueued job = jobs.enqueue(errand);

    assertThat(seen).containsExactly("outcome_unknown");
    assertThat(row(job).state()).isEqualTo(State.PROCESSED);
    assertThat(cause()).isNull();
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void anExceptionSaysThatTheWorkHadNoEffectSoItIsTriedAgain(Object errand) {
    errands.lines.put(
        "x",
        attempt -> {
          if (attempt.number() == 1) {
            throw new IllegalStateException("busy");
          }
        });
    Enqueued job = jobs.enqueue(errand);
    assertThat(row(job).cause()).isEqualTo(Cause.FAILED);
    runLater();

    assertThat(row(job).state()).isEqualTo(State.PROCESSED);
    assertThat(errands.done).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void whatFailsAfterTheHandlerHasReturnedLeavesTheOutcomeUnknown(Object errand) {
    faults.failOnceAfter(Step.HANDLED);
    Enqueued job = jobs.enqueue(errand);
    runLater();

    assertUnknown(
        job, "FaultInjector$InjectedFault: Cut off after HANDLED (gave up: outcome unknown)");
    assertThat(errands.done).containsExactly(errand);
    assertThat(amounts()).isZero();
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void aWorkerThatStopsLeavesTheOutcomeOfWhatItInterruptsUnknown(Object errand) throws Exception {
    Enqueued job = interrupted(errand, attempt -> new CountDownLatch(1).await());

    assertUnknown(job, "Given back: the worker stops (gave up: outcome unknown)");
    assertThat(errands.done).containsExactly(errand);
  }

  @ParameterizedTest
  @MethodSource("ofBothKinds")
  void aHandlerThatIsInterruptedMaySayThatItHasSentNothing(Object errand) throws Exception {
    Enqueued job =
        interrupted(
            errand,
            attempt -> {
              if (attempt.number() > 1) {
                return;
              }
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException stopped) {
                throw new RetryLater(Duration.ZERO, "interrupted before the call");
              }
            });

    assertThat(row(job).state()).isEqualTo(State.PROCESSED);
    assertThat(errands.done).containsExactly(errand, errand);
  }

  private Enqueued interrupted(Object errand, Errands.Line line) throws Exception {
    errands.lines.put("x", line);
    CompletableFuture<Enqueued> enqueued =
        CompletableFuture.supplyAsync(() -> jobs.enqueue(errand));
    await().until(() -> errands.done.size() == 1);
    attempts.all().forEach(running -> running.giveBack("the worker stops"));
    Enqueued job = enqueued.get(10, TimeUnit.SECONDS);
    runLater();
    return job;
  }

  @Test
  void aTimeLimitThatCutsTheAttemptOffLeavesTheOutcomeUnknown() {
    errands.lines.put("x", attempt -> new CountDownLatch(1).await());
    Enqueued job = jobs.enqueue(new Timed("x"));
    runLater();

    assertUnknown(job, "TimeoutException: ran longer than PT0.5S (gave up: outcome unknown)");
    assertThat(errands.done).containsExactly(new Timed("x"));
  }

  @Test
  void aHandlerThatSucceedsInSpiteOfItsTimeLimitIsProcessed() {
    errands.lines.put(
        "x",
        attempt -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException tooLong) {
            // The answer arrives in this moment.
          }
        });
    Enqueued job = jobs.enqueue(new Timed("x"));

    assertThat(row(job).state()).isEqualTo(State.PROCESSED);
  }

  @Test
  void aHandlerMaySayThatItDoesNotKnowWhateverItsPolicy() {
    errands.lines.put(
        "x",
        attempt -> {
          throw new OutcomeUnknown("no answer from the bank");
        });
    Enqueued job = jobs.enqueue(new Retried("x"));
    runLater();

    assertUnknown(job, "OutcomeUnknown: no answer from the bank (gave up: outcome unknown)");
    assertThat(errands.done).containsExactly(new Retried("x"));
    assertThat(errands.exhausted)
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.cause()).isEqualTo("outcome_unknown");
              assertThat(why.exception()).isInstanceOf(OutcomeUnknown.class);
            });
    assertThat(history.of(types.named(job.type()), job.id().toString(), 10))
        .extracting(History.Entry::cause)
        .containsExactly("outcome_unknown", "failed");
  }

  /** The rollback fails, and its exception hides that of the handler. */
  @Test
  void aHandlerThatDoesNotKnowIsHeardThoughItsConnectionIsGone() {
    errands.lines.put(
        "x",
        attempt -> {
          try {
            jdbc.sql("select pg_terminate_backend(pg_backend_pid())").query(Boolean.class).single();
          } catch (DataAccessException gone) {
            throw new OutcomeUnknown("no answer from the bank", gone);
          }
        });
    Enqueued job = jobs.enqueue(new Booked("x"));
    runLater();

    assertUnknown(job, "OutcomeUnknown: no answer from the bank (gave up: outcome unknown)");
    assertThat(errands.done).containsExactly(new Booked("x"));
  }

  @Test
  void aPersonRestartsItUnderTheSameKeyOrMarksItProcessed() {
    List<String> keys = new ArrayList<>();
    errands.lines.put(
        "x",
        attempt -> {
          keys.add(attempt.idempotencyKey());
          if (keys.size() < 3) {
            throw new OutcomeUnknown("no answer from the bank");
          }
        });
    Enqueued job = jobs.enqueue(new Paid("x"));
    asyncables.restart(job.type(), job.id().toString(), "ann", "the bank knows nothing of it");
    assertThat(keys).hasSize(2);
    assertThat(keys.get(1)).isEqualTo(keys.get(0));
    assertThat(row(job).cause()).isEqualTo(Cause.OUTCOME_UNKNOWN);

    asyncables.markProcessed(job.type(), job.id().toString(), "ann", "the bank has booked it");
    assertThat(row(job).state()).isEqualTo(State.PROCESSED);
    assertThat(row(job).cause()).isNull();
    assertThat(keys).hasSize(2);
  }

  @Test
  void aPermanentFailureIsNone() {
    errands.lines.put(
        "x",
        attempt -> {
          throw new PermanentFailure("no such account");
        });
    Enqueued job = jobs.enqueue(new Paid("x"));

    assertThat(row(job).cause()).isEqualTo(Cause.EXPIRED_PERMANENT);
  }

  private void runLater() {
    clock.advance(Duration.ofHours(1));
    engine.drain();
  }

  private void assertUnknown(Enqueued job, String error) {
    RecordRow row = row(job);
    assertThat(row.state()).isEqualTo(State.EXPIRED);
    assertThat(row.cause()).isEqualTo(Cause.OUTCOME_UNKNOWN);
    assertThat(row.error()).isEqualTo(error);
    assertThat(Need.of(row, clock.instant())).isEqualTo(Need.PERSON);
    assertThat(explanations.of(row, any -> true).sentence().absolute())
        .startsWith("The call was sent; its outcome is not known. The engine gave up");
  }

  private @Nullable String cause() {
    return jdbc.sql("select cause from asyncable_job").query(String.class).list().get(0);
  }

  private int amounts() {
    return jdbc.sql("select count(*) from payment").query(Integer.class).single();
  }

  private RecordRow row(Enqueued job) {
    return records
        .find(types.named(job.type()), job.id().toString(), clock.instant())
        .orElseThrow();
  }
}

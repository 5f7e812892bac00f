package io.asyncable.dispatch;

import io.asyncable.Attempt;
import io.asyncable.CancelSubmission;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.dispatch.Meters.Outcome;
import io.asyncable.record.Claimed;
import io.asyncable.record.Claims;
import io.asyncable.record.Completions;
import io.asyncable.record.ErrorDetails;
import io.asyncable.record.FailedAttempt;
import io.asyncable.record.Failure;
import io.asyncable.record.Failure.Event;
import io.asyncable.record.Policies;
import io.asyncable.record.Policy;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.micrometer.observation.Observation;
import jakarta.persistence.EntityManager;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs one attempt: calls the handler and says how it ended. */
final class Runner {

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  /** What running an attempt needs. */
  record Engine(
      Handlers handlers,
      Policies policies,
      Records records,
      EntityManager entities,
      PlatformTransactionManager transactions,
      Claims claims,
      Completions completions,
      Completer completer,
      Expiry expiry,
      Attempts attempts,
      AloneGate gate,
      Patience patience,
      Tracing tracing,
      Meters meters,
      ScheduledExecutorService timeouts,
      Clock clock,
      FaultPoint faultPoint) {}

  private final Engine engine;

  Runner(Engine engine) {
    this.engine = engine;
  }

  /**
   * Runs the attempt on this thread.
   *
   * @param loaded the record, where it was loaded with its poll
   */
  void run(Running running, @Nullable Object loaded) {
    Claimed attempt = running.attempt();
    long began = System.nanoTime();
    if (!engine.gate.enter(attempt.losses())) {
      running.guard().release();
      postpone(running, began, Duration.ofSeconds(30), "waits until it can run alone");
      return;
    }
    try {
      if (running.enter()) {
        observed(running, loaded, began);
      } else {
        running.guard().release();
        giveBack(running, began);
      }
    } finally {
      engine.gate.leave(attempt.losses());
    }
  }

  @SuppressWarnings("try")
  private void observed(Running running, @Nullable Object loaded, long began) {
    Observation observation = engine.tracing.attempt(running.attempt()).start();
    Throwable failure = null;
    Optional<ScheduledFuture<?>> timeout = armTimeout(running, began);
    try (Observation.Scope scope = observation.openScope()) {
      Optional<Outcome> written = process(running.attempt(), loaded);
      timeout.ifPresent(timer -> timer.cancel(false));
      running.leave();
      succeeded(running, began, written);
    } catch (Throwable thrown) {
      failure = unwrap(thrown);
      timeout.ifPresent(timer -> timer.cancel(false));
      running.leave();
      failed(running, began, failure);
      tell(observation, failure);
    } finally {
      observation.stop();
      running.guard().ended(since(began), failure);
    }
  }

  /** Observers read the exception's message, and even that may throw. */
  private static void tell(Observation observation, Throwable failure) {
    try {
      observation.error(failure);
    } catch (RuntimeException unreadable) {
      log.debug("An exception could not be observed", unreadable);
    }
  }

  private Optional<ScheduledFuture<?>> armTimeout(Running running, long began) {
    return running
        .guard()
        .timeLimit()
        .map(
            limit ->
                engine.timeouts.schedule(
                    () -> timeOut(running, began, limit), limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void timeOut(Running running, long began, Duration limit) {
    // A transaction may hold the row that the failure is to be written to: its end must come first.
    if (engine.handlers.of(running.attempt().type()).transaction() == null) {
      failed(running, began, new TimeoutException("ran longer than " + limit));
    }
    running.interrupt();
  }

  private static Throwable unwrap(Throwable thrown) {
    return thrown instanceof UndeclaredThrowableException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** Returns the outcome if it was already written, inside the handler's transaction. */
  private Optional<Outcome> process(Claimed attempt, @Nullable Object loaded) throws Exception {
    Handler handler = engine.handlers.of(attempt.type());
    Attempt view = new AttemptView(attempt, engine.claims);
    if (handler.transaction() != null) {
      return Optional.of(inTransaction(handler, attempt, view));
    }
    Object record = loaded != null ? loaded : engine.records.load(attempt.type(), attempt.id());
    if (record != null) {
      handler.bean().process(record, view);
      engine.faultPoint.passed(FaultPoint.Step.HANDLED);
    }
    return Optional.empty();
  }

  private Outcome inTransaction(Handler handler, Claimed attempt, Attempt view) {
    TransactionTemplate transaction =
        new TransactionTemplate(engine.transactions, handler.transaction());
    boolean completed =
        Boolean.TRUE.equals(
            transaction.execute(status -> completed(handler, attempt, view, status)));
    if (completed) {
      engine.faultPoint.passed(FaultPoint.Step.COMPLETED);
    } else if (engine.claims.isCurrent(attempt)) {
      throw new IllegalStateException(
          "The handler submitted or canceled its own record in its transaction, which was rolled"
              + " back. Throw RetryLater or CancelSubmission, or do without @Transactional.");
    }
    return completed ? Outcome.PROCESSED : Outcome.SUPERSEDED;
  }

  /** Runs the handler on the record as this transaction sees it, and completes it there. */
  private boolean completed(
      Handler handler, Claimed attempt, Attempt view, TransactionStatus status) {
    Object record = find(attempt);
    if (record == null) {
      return false;
    }
    call(handler, record, view);
    engine.entities.flush();
    engine.faultPoint.passed(FaultPoint.Step.HANDLED);
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException("The handler marked its transaction for rollback");
    }
    // A handler may delete its record: then there is nothing left to complete.
    if (engine.completions.complete(attempt, engine.clock.instant()) || find(attempt) == null) {
      return true;
    }
    status.setRollbackOnly();
    return false;
  }

  private @Nullable Object find(Claimed attempt) {
    return engine.entities.find(attempt.type().entity(), attempt.type().idFrom(attempt.id()));
  }

  private static void call(Handler handler, Object record, Attempt view) {
    try {
      handler.bean().process(record, view);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception checked) {
      throw new UndeclaredThrowableException(checked);
    }
  }

  private void succeeded(Running running, long began, Optional<Outcome> outcome) {
    running.end();
    Claimed attempt = running.attempt();
    if (outcome.isPresent()) {
      engine.attempts.forget(attempt);
      count(attempt, outcome.get(), began);
    } else {
      Duration took = since(began);
      engine.completer.succeeded(
          attempt,
          written -> count(attempt, written ? Outcome.PROCESSED : Outcome.SUPERSEDED, took));
    }
  }

  private void failed(Running running, long began, Throwable thrown) {
    if (!running.end()) {
      return;
    }
    if (running.givenBack() != null) {
      giveBack(running, began);
    } else if (thrown instanceof RetryLater later) {
      postpone(running, began, later.delay(), "" + later.getMessage());
    } else if (thrown instanceof CallNotPermittedException refused) {
      postpone(running, began, Duration.ofSeconds(10), "" + refused.getMessage());
    } else if (thrown instanceof CancelSubmission cancel) {
      cancel(running.attempt(), cancel, began);
    } else {
      fail(running.attempt(), thrown, began);
    }
  }

  private void fail(Claimed attempt, Throwable thrown, long began) {
    Policy policy = engine.policies.of(attempt.type());
    ErrorDetails details = ErrorDetails.of(thrown);
    Instant dueAt = engine.clock.instant().plus(policy.backoff(attempt.failures() + 1));
    Failure failure = new Failure(Event.FAILED, details.summary(), details, dueAt);
    log.warn(
        "Attempt {} of {} failed: {}",
        attempt.attempt(),
        attempt.key(),
        thrown.getClass().getName());
    if (thrown instanceof PermanentFailure || policy.isPermanent(thrown)) {
      giveUp(new FailedAttempt(attempt, failure), "permanent failure", began);
    } else if (policy.isExhausted(attempt.failures() + 1)) {
      giveUp(
          new FailedAttempt(attempt, failure),
          "failed " + policy.maxFailures() + " times, attempts exhausted",
          began);
    } else {
      Duration took = since(began);
      engine.completer.failed(
          attempt,
          failure,
          written -> count(attempt, written ? Outcome.FAILED : Outcome.SUPERSEDED, took));
    }
  }

  private void giveUp(FailedAttempt failed, String why, long began) {
    boolean expired =
        engine.patience.untilWritten("an expiry", () -> engine.expiry.giveUp(failed, why));
    engine.attempts.forget(failed.attempt());
    count(failed.attempt(), expired ? Outcome.EXPIRED : Outcome.SUPERSEDED, began);
  }

  private void cancel(Claimed attempt, CancelSubmission cancel, long began) {
    boolean canceled =
        engine.patience.untilWritten(
            "a cancellation",
            () ->
                engine.completions.cancel(
                    attempt, "" + cancel.getMessage(), engine.clock.instant()));
    engine.attempts.forget(attempt);
    count(attempt, canceled ? Outcome.CANCELED : Outcome.SUPERSEDED, began);
  }

  /** Gives the attempt back, to be run at once by another worker; does not count as a failure. */
  void giveBack(Running running, long began) {
    postpone(running, began, Duration.ZERO, "Given back: " + running.givenBack());
  }

  private void postpone(Running running, long began, Duration delay, String reason) {
    Claimed attempt = running.attempt();
    Instant dueAt = engine.clock.instant().plus(delay);
    String error = delay.isZero() ? reason : "Postponed: " + reason;
    Duration took = since(began);
    engine.completer.failed(
        attempt,
        new Failure(Event.POSTPONED, ErrorDetails.fit(error), null, dueAt),
        written -> count(attempt, written ? Outcome.POSTPONED : Outcome.SUPERSEDED, took));
  }

  private void count(Claimed attempt, Outcome outcome, long began) {
    count(attempt, outcome, since(began));
  }

  private void count(Claimed attempt, Outcome outcome, Duration took) {
    engine.meters.attempt(attempt, outcome, took);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}

package io.asyncable.run;

import io.asyncable.Attempt;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Completions;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.type.Handler;
import io.asyncable.type.Handlers;
import io.asyncable.type.ProcessType;
import jakarta.persistence.EntityManager;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls the handler of an attempt with its record, in the handler's transaction if it has one. */
final class HandlerCall {

  private static final Logger log = LoggerFactory.getLogger(HandlerCall.class);

  private static final End PROCESSED = new End.Written(Outcome.PROCESSED);

  /** The collaborators of handler calls. */
  record Engine(
      Handlers handlers,
      Records records,
      EntityManager entities,
      PlatformTransactionManager transactions,
      Claims claims,
      Completions completions,
      Clock clock,
      FaultPoint faultPoint) {}

  private final Engine engine;

  HandlerCall(Engine engine) {
    this.engine = engine;
  }

  /**
   * Reads the records of a poll's attempts; a handler with a transaction loads its record in it.
   */
  Reading reading(ProcessType type, Collection<Claimed> poll) {
    return engine.records.reading(type, poll);
  }

  /** Calls the handler, if the record still waits for this attempt. */
  End process(Claimed attempt, Reading records) throws Exception {
    Handler handler = engine.handlers.of(attempt.type());
    Attempt view = new AttemptView(attempt, engine.claims);
    if (handler.transaction() != null) {
      return inTransaction(handler, attempt, view);
    }
    Optional<Object> record = engine.records.current(attempt, () -> records.of(attempt));
    if (record.isEmpty()) {
      return new End.MovedOn();
    }
    handler.bean().process(record.get(), view);
    engine.faultPoint.passed(FaultPoint.Step.HANDLED);
    return new End.Returned();
  }

  private End inTransaction(Handler handler, Claimed attempt, Attempt view) {
    TransactionTemplate transaction =
        new TransactionTemplate(engine.transactions, handler.transaction());
    End end = committed(transaction, attempt, status -> attempted(handler, attempt, view, status));
    if (end.equals(PROCESSED)) {
      engine.faultPoint.passed(FaultPoint.Step.COMPLETED);
    } else if (end.isSuccess() && engine.claims.isCurrent(attempt)) {
      throw new IllegalStateException(
          "The handler submitted or concluded its own record in its transaction, which was rolled"
              + " back. Throw RetryLater or CancelSubmission, or remove @Transactional.");
    }
    return end;
  }

  /**
   * Runs the handler in its transaction. After the commit, an exception of the application's
   * callbacks does not make the attempt fail.
   */
  private static End committed(
      TransactionTemplate transaction, Claimed attempt, TransactionCallback<End> work) {
    AtomicReference<@Nullable End> committed = new AtomicReference<>();
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                End end = work.doInTransaction(status);
                TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                      @Override
                      public void afterCompletion(int outcome) {
                        if (outcome == STATUS_COMMITTED) {
                          committed.set(end);
                        }
                      }
                    });
                return end;
              }));
    } catch (RuntimeException | Error thrown) {
      End end = committed.get();
      if (end == null) {
        throw thrown;
      }
      log.warn(
          "Attempt {} of {} is committed, but a callback after the commit failed: {}",
          attempt.attempt(),
          LogText.of(attempt.key()),
          ErrorDetails.logged(thrown));
      return end;
    }
  }

  /** Runs the handler on the record as this transaction sees it, and completes it there. */
  private End attempted(Handler handler, Claimed attempt, Attempt view, TransactionStatus status) {
    Optional<Object> record = engine.records.current(attempt, () -> find(attempt));
    if (record.isEmpty()) {
      return new End.MovedOn();
    }
    unchecked(
        () -> {
          handler.bean().process(record.get(), view);
          return null;
        });
    engine.entities.flush();
    engine.faultPoint.passed(FaultPoint.Step.HANDLED);
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException("The handler marked its transaction for rollback");
    }
    // If a handler deletes its record, nothing is left to complete.
    if (engine.completions.complete(attempt, engine.clock.instant())
        || engine.claims.isGone(attempt)) {
      return PROCESSED;
    }
    status.setRollbackOnly();
    return new End.Written(Outcome.SUPERSEDED);
  }

  private @Nullable Object find(Claimed attempt) {
    return engine.records.find(engine.entities, attempt);
  }

  /** Code that may throw anything inside a transaction. */
  static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception checked) {
      throw new UndeclaredThrowableException(checked);
    }
  }

  /** Whether the handler holds a transaction, and with it maybe the record's row, while it runs. */
  boolean isTransactional(Claimed attempt) {
    return engine.handlers.of(attempt.type()).transaction() != null;
  }
}

package io.asyncable.run;

import io.asyncable.OutcomeUnknown;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.move.Completions;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.type.Handler;
import io.asyncable.worker.EngineClock;
import java.lang.reflect.UndeclaredThrowableException;
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

/** Calls a handler in its transaction, with the record as that sees it, and completes it there. */
final class TransactionalCall {

  private static final Logger log = LoggerFactory.getLogger(TransactionalCall.class);

  private static final End PROCESSED = new End.Written(Outcome.PROCESSED);

  private final Records records;
  private final PlatformTransactionManager transactions;
  private final Claims claims;
  private final Completions completions;
  private final EngineClock clock;
  private final FaultPoint faultPoint;

  TransactionalCall(
      Records records,
      PlatformTransactionManager transactions,
      Claims claims,
      Completions completions,
      EngineClock clock,
      FaultPoint faultPoint) {
    this.records = records;
    this.transactions = transactions;
    this.claims = claims;
    this.completions = completions;
    this.clock = clock;
    this.faultPoint = faultPoint;
  }

  End process(Handler handler, Running running) {
    Claimed attempt = running.attempt();
    TransactionTemplate transaction =
        new TransactionTemplate(transactions, Objects.requireNonNull(handler.transaction()));
    End end = committed(transaction, attempt, status -> attempted(handler, running, status));
    if (end.equals(PROCESSED)) {
      faultPoint.passed(FaultPoint.Step.COMPLETED);
    } else if (end.isSuccess() && claims.isCurrent(attempt)) {
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
  private End attempted(Handler handler, Running running, TransactionStatus status) {
    Claimed attempt = running.attempt();
    Optional<Object> record = records.current(attempt, () -> records.find(attempt));
    if (record.isEmpty()) {
      return new End.MovedOn();
    }
    running.begin();
    try {
      unchecked(
          () -> {
            handler.bean().process(record.get(), records.viewOf(attempt));
            return null;
          });
    } catch (OutcomeUnknown unknown) {
      // If the rollback fails, its exception hides this one.
      running.told(unknown);
      throw unknown;
    }
    running.returned();
    records.flush();
    faultPoint.passed(FaultPoint.Step.HANDLED);
    if (status.isRollbackOnly()) {
      throw new UnexpectedRollbackException("The handler marked its transaction for rollback");
    }
    // If a handler deletes its record, nothing is left to complete.
    if (completions.complete(attempt, clock.instant()) || claims.isGone(attempt)) {
      return PROCESSED;
    }
    status.setRollbackOnly();
    return new End.Written(Outcome.SUPERSEDED);
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
}

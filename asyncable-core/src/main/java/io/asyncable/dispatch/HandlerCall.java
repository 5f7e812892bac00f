package io.asyncable.dispatch;

import io.asyncable.Attempt;
import io.asyncable.dispatch.Meters.Outcome;
import io.asyncable.record.Claimed;
import io.asyncable.record.Claims;
import io.asyncable.record.Completions;
import io.asyncable.record.ProcessType;
import jakarta.persistence.EntityManager;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls the handler of an attempt with its record, in the handler's transaction if it has one. */
final class HandlerCall {

  private static final Logger log = LoggerFactory.getLogger(HandlerCall.class);

  /** What calling a handler needs. */
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
   * Loads the records of one type that handlers without a transaction get, in few queries; what is
   * absent is loaded with its attempt.
   */
  Map<String, Object> preload(ProcessType type, List<Claimed> won) {
    if (won.isEmpty() || engine.handlers.of(type).transaction() != null) {
      return Map.of();
    }
    try {
      return engine.records.load(type, won);
    } catch (RuntimeException failure) {
      // One unreadable record must not fail its neighbours: each attempt loads its own.
      log.debug("Records of {} could not be loaded together", type, failure);
      return Map.of();
    }
  }

  /**
   * Has the attempt processed.
   *
   * @param loaded the record, where it was loaded with its poll
   * @return the outcome if it was already written, inside the handler's transaction
   */
  Optional<Outcome> process(Claimed attempt, @Nullable Object loaded) throws Exception {
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
          "The handler submitted or concluded its own record in its transaction, which was rolled"
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
    return engine.records.find(engine.entities, attempt);
  }

  static void call(Handler handler, Object record, Attempt view) {
    try {
      handler.bean().process(record, view);
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

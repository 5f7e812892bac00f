package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.observe.FaultPoint;
import io.asyncable.type.Handler;
import io.asyncable.type.Handlers;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.util.Collection;
import java.util.Optional;

/** Calls the handler of an attempt with its record, in the handler's transaction if it has one. */
final class HandlerCall {

  private final Handlers handlers;
  private final Records records;
  private final TransactionalCall transactional;
  private final Policies policies;
  private final Claims claims;
  private final FaultPoint faultPoint;

  HandlerCall(
      Handlers handlers,
      Records records,
      TransactionalCall transactional,
      Policies policies,
      Claims claims,
      FaultPoint faultPoint) {
    this.handlers = handlers;
    this.policies = policies;
    this.claims = claims;
    this.records = records;
    this.transactional = transactional;
    this.faultPoint = faultPoint;
  }

  /**
   * Reads the records of a poll's attempts; a handler with a transaction loads its record in it.
   */
  Reading reading(ProcessType type, Collection<Claimed> poll) {
    return records.reading(type, poll);
  }

  /** Calls the handler, if the record still waits for this attempt. */
  End process(Running running, Reading reading) throws Exception {
    Claimed attempt = running.attempt();
    Handler handler = handlers.of(attempt.type());
    if (handler.transaction() != null) {
      return mayBegin(running) ? transactional.process(handler, running) : new End.MovedOn();
    }
    Optional<Object> record = records.current(attempt, () -> reading.of(attempt));
    if (record.isEmpty() || !mayBegin(running)) {
      return new End.MovedOn();
    }
    running.begin();
    handler.bean().process(record.get(), records.viewOf(attempt));
    running.returned();
    faultPoint.passed(FaultPoint.Step.HANDLED);
    return new End.Returned();
  }

  /**
   * Writes that the handler begins, if it must not begin again after a loss. Committed before the
   * handler's own transaction, so that the death of the worker does not undo it.
   */
  private boolean mayBegin(Running running) {
    if (!policies.of(running.attempt().type()).stopsWhenLost()) {
      return true;
    }
    boolean mayBegin = claims.beginOnce(running.attempt());
    if (mayBegin) {
      running.onlyOnce();
    }
    return mayBegin;
  }

  /** Whether the handler holds a transaction, and with it maybe the record's row, while it runs. */
  boolean isTransactional(Claimed attempt) {
    return handlers.of(attempt.type()).transaction() != null;
  }
}

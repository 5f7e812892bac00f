package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.observe.FaultPoint;
import io.asyncable.type.Handler;
import io.asyncable.type.Handlers;
import io.asyncable.type.ProcessType;
import java.util.Collection;
import java.util.Optional;

/** Calls the handler of an attempt with its record, in the handler's transaction if it has one. */
final class HandlerCall {

  private final Handlers handlers;
  private final Records records;
  private final TransactionalCall transactional;
  private final FaultPoint faultPoint;

  HandlerCall(
      Handlers handlers, Records records, TransactionalCall transactional, FaultPoint faultPoint) {
    this.handlers = handlers;
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
  End process(Claimed attempt, Reading reading) throws Exception {
    Handler handler = handlers.of(attempt.type());
    if (handler.transaction() != null) {
      return transactional.process(handler, attempt);
    }
    Optional<Object> record = records.current(attempt, () -> reading.of(attempt));
    if (record.isEmpty()) {
      return new End.MovedOn();
    }
    handler.bean().process(record.get(), records.viewOf(attempt));
    faultPoint.passed(FaultPoint.Step.HANDLED);
    return new End.Returned();
  }

  /** Whether the handler holds a transaction, and with it maybe the record's row, while it runs. */
  boolean isTransactional(Claimed attempt) {
    return handlers.of(attempt.type()).transaction() != null;
  }
}

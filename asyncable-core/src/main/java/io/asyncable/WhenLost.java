package io.asyncable;

/** What becomes of a record if nobody knows how its latest attempt ended. */
public enum WhenLost {
  /** Another attempt begins, so handlers must be idempotent. The default. */
  RETRY,
  /**
   * No other attempt begins: the record expires with the cause {@code outcome_unknown}, and a
   * person finds out whether the work took effect. For work that costs money or does harm if it is
   * repeated and whose service does not recognize {@link Attempt#idempotencyKey()}.
   *
   * <p>It holds from the moment at which the handler begins: if the worker dies after that, if it
   * stops, if a time limit cuts the attempt off, or if what follows the handler fails, such as the
   * commit of its transaction. An attempt whose handler has not begun runs again. So does one whose
   * handler throws an exception, which says that the work had no effect; if the handler does not
   * know, it throws {@link OutcomeUnknown}.
   *
   * <p>Each attempt writes that it begins, which costs a statement, and no attempts share a
   * transaction.
   */
  STOP
}

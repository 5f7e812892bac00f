package io.asyncable;

/**
 * Thrown by a handler when it has asked another system for something and does not know whether that
 * was done, for example because the answer to a payment did not arrive. No other attempt begins,
 * whatever {@link WhenLost} says: the record expires with the cause {@code outcome_unknown}, and a
 * person marks it processed or restarts it. A restart keeps {@link Attempt#idempotencyKey()}.
 *
 * <p>After a time limit has cut an attempt off, the handler's exception comes too late to stop the
 * next one, unless the type has {@link WhenLost#STOP}.
 */
public class OutcomeUnknown extends RuntimeException {

  public OutcomeUnknown(String message) {
    super(message);
  }

  public OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}

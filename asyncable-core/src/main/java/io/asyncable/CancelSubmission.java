package io.asyncable;

/** Thrown by a handler when the work is no longer wanted: the record becomes canceled. */
public class CancelSubmission extends RuntimeException {

  public CancelSubmission(String reason) {
    super(reason);
  }
}

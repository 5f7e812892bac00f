package io.asyncable.text;

import io.asyncable.Causes;
import org.slf4j.Logger;

/**
 * Logs failures that may come in crowds: at most one line a minute, without a stack trace. What
 * fails because the database stops everything is in the {@link OutageLog} instead, in one line with
 * all other work that it stops.
 */
public final class FailureLog {

  private final ThrottledLog failures;

  /**
   * @param sentence the sentence of a {@link ThrottledLog}
   */
  public FailureLog(Logger log, String sentence) {
    this.failures = new ThrottledLog(log, sentence);
  }

  /** Counts a failure, and logs it if the last line is a minute old. */
  public void failed(Throwable failure) {
    if (!OutageLog.took(failure)) {
      failures.event(ErrorDetails.line(Causes.innermost(failure)));
    }
  }
}

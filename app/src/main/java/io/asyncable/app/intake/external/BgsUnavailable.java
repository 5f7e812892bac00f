package io.asyncable.app.intake.external;

/** BGS gave no useful answer. Only this exception counts against the breaker of BGS. */
public class BgsUnavailable extends RuntimeException {

  BgsUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.asyncable.app.intake.external;

/** BGS did not answer, or not usefully; only this counts against the breaker of BGS. */
public class BgsUnavailable extends RuntimeException {

  BgsUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.asyncable.app.intake.external;

/** VBMS did not answer, or not usefully; only this counts against the breaker of VBMS. */
public class VbmsUnavailable extends RuntimeException {

  VbmsUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

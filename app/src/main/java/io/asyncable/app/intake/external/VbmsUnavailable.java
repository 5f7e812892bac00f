package io.asyncable.app.intake.external;

/** VBMS gave no useful answer. Only this exception counts against the breaker of VBMS. */
public class VbmsUnavailable extends RuntimeException {

  VbmsUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.asyncable;

/** Thrown by a handler when no further attempt can succeed: the engine gives up at once. */
public class PermanentFailure extends RuntimeException {

  public PermanentFailure(String message) {
    super(message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

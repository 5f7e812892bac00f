package io.asyncable;

/** The record's state does not allow the act. The message says why and what to do instead. */
public class ActionRefused extends RuntimeException {

  public ActionRefused(String message) {
    super(message);
  }
}

package io.asyncable;

/** A person's act that the record's state does not allow; the message says why and what to do. */
public class ActionRefused extends RuntimeException {

  public ActionRefused(String message) {
    super(message);
  }
}

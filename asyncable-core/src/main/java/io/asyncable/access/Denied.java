package io.asyncable.access;

/** The user may not see or do that. */
public final class Denied extends RuntimeException {

  /** With a sentence for the user. */
  public Denied(String message) {
    super(message);
  }
}

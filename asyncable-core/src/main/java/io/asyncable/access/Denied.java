package io.asyncable.access;

/**
 * The user lacks the permission to see or do something. The user gets the message with status 403.
 */
public final class Denied extends RuntimeException {

  /**
   * @param message a sentence for the user
   */
  public Denied(String message) {
    super(message);
  }
}

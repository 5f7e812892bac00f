package io.asyncable;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler when no further attempt can succeed: the engine gives up at once. */
public class PermanentFailure extends RuntimeException {

  private @Nullable String remedy;

  public PermanentFailure(String message) {
    super(message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Adds what a person has to do before a restart can succeed, as a sentence such as "Correct the
   * file number, then restart the record." The record's page shows it above the restart, to the
   * users who may see the message.
   */
  public final PermanentFailure withRemedy(String remedy) {
    this.remedy = remedy;
    return this;
  }

  /** What a person has to do before a restart can succeed; null if the handler does not say. */
  public final @Nullable String remedy() {
    return remedy;
  }
}

package io.asyncable.test;

import io.asyncable.Attempt;
import java.time.Instant;

/** An attempt for a test that calls a handler by itself, without the engine. */
public record MadeUpAttempt(int number, Instant submission, String label, boolean isCanceled)
    implements Attempt {

  /** The first attempt of a record, which nobody canceled. */
  public static MadeUpAttempt first() {
    return new MadeUpAttempt(1, Instant.EPOCH, "Made:up", false);
  }

  /** The same, with that number. */
  public MadeUpAttempt numbered(int other) {
    return new MadeUpAttempt(other, submission, label, isCanceled);
  }

  /** The same, of a submission that was canceled meanwhile. */
  public MadeUpAttempt canceled() {
    return new MadeUpAttempt(number, submission, label, true);
  }

  @Override
  public String idempotencyKey() {
    return label + ":" + submission.toEpochMilli();
  }
}

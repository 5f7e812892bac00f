package io.asyncable.move;

import io.asyncable.text.ErrorDetails;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An attempt with its failure. */
public record FailedAttempt(Claimed attempt, Failure failure) {

  /** The reference of the record as it waits after this attempt. */
  public Reference reference() {
    return new Reference(
        attempt.type().name(), attempt.id(), attempt.submission(), attempt.attempt());
  }

  @Nullable Object detail(Function<ErrorDetails, @Nullable String> part) {
    return failure.details() == null ? null : part.apply(failure.details());
  }

  /** The exception's message; the error where there was no exception. */
  String message() {
    Object message = detail(ErrorDetails::message);
    return message == null ? failure.error() : message.toString();
  }

  /** Failed attempts of the submission, this one included. */
  public int failures() {
    return attempt.failures() + counted(Event.FAILED);
  }

  /** Lost attempts of the submission, this one included. */
  public int losses() {
    return attempt.losses() + counted(Event.LOST);
  }

  private int counted(Event event) {
    return failure.event() == event ? 1 : 0;
  }
}

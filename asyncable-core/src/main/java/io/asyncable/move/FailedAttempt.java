package io.asyncable.move;

import io.asyncable.text.ErrorDetails;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An attempt with its failure. */
public record FailedAttempt(Claimed attempt, Failure failure) {

  @Nullable Object detail(Function<ErrorDetails, String> part) {
    return failure.details() == null ? null : part.apply(failure.details());
  }

  int counted(Event event) {
    return failure.event() == event ? 1 : 0;
  }
}

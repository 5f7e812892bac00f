package io.asyncable.move;

import io.asyncable.type.ProcessType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A due record, locked by the sweep that found it.
 *
 * @param reference the reference for its next attempt
 * @param attemptedAt when its latest attempt began
 * @param claimedBy the worker of its latest attempt
 * @param error how its latest finished attempt failed
 * @param running whether a worker holds its latest attempt; waiting otherwise
 * @param once whether the handler of its running attempt has begun and must not begin again
 * @param failures failed attempts of this submission
 * @param losses lost attempts of this submission
 * @param trace the submission's trace context and correlation id
 * @param publishedAt when the message for its next attempt was last published; null if none was
 */
public record Due(
    Reference reference,
    @Nullable Instant attemptedAt,
    @Nullable Long claimedBy,
    @Nullable String error,
    boolean running,
    boolean once,
    int failures,
    int losses,
    @Nullable String trace,
    @Nullable Instant publishedAt) {

  /** How the latest finished attempt failed, or a placeholder if there was none. */
  public String lastError() {
    return error != null ? error : "NeverAttempted";
  }

  /** The same once its attempt is written down as lost. */
  public Due lost(Failure loss) {
    return new Due(
        reference,
        attemptedAt,
        claimedBy,
        loss.error(),
        false,
        false,
        failures,
        losses + 1,
        trace,
        publishedAt);
  }

  /** The attempt that is running, as its worker's completion would name it. */
  public Claimed attempt(ProcessType type) {
    return new Claimed(
        type,
        reference.id(),
        reference.submission(),
        null,
        reference.attempt(),
        claimedBy,
        attemptedAt,
        failures,
        losses,
        trace);
  }
}

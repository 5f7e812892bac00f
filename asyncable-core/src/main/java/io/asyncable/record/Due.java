package io.asyncable.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record whose timer has come, locked by the sweep that found it.
 *
 * @param reference what a message for its next attempt would say
 * @param attemptedAt when its latest attempt began
 * @param claimedBy the worker of its latest attempt
 * @param error how its latest finished attempt failed
 * @param running whether a worker holds its latest attempt; waiting otherwise
 * @param failures failed attempts of this submission
 * @param losses lost attempts of this submission
 * @param trace the submission's trace context and correlation id
 */
public record Due(
    Reference reference,
    @Nullable Instant attemptedAt,
    @Nullable Long claimedBy,
    @Nullable String error,
    boolean running,
    int failures,
    int losses,
    @Nullable String trace) {

  /** The time by which a message for the next attempt cannot have been published yet. */
  public Instant waitingSince() {
    return attemptedAt != null && attemptedAt.isAfter(reference.submission())
        ? attemptedAt
        : reference.submission();
  }

  /** The attempt that is running, as its worker's completion would name it. */
  public Claimed attempt(ProcessType type) {
    return new Claimed(
        type,
        reference.id(),
        reference.submission(),
        reference.attempt(),
        claimedBy,
        attemptedAt,
        failures,
        losses,
        trace);
  }
}

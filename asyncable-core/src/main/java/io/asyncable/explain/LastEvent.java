package io.asyncable.explain;

import io.asyncable.move.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last event of a record that explains its present state.
 *
 * @param event what happened
 * @param at when
 * @param workerName of the attempt that ended
 * @param actor who did it
 * @param message in whose words
 * @param failures failed attempts of the submission so far
 * @param losses lost ones
 * @param isRetried whether somebody has made the next attempt due since
 */
record LastEvent(
    Event event,
    Instant at,
    @Nullable String workerName,
    @Nullable String actor,
    @Nullable String message,
    int failures,
    int losses,
    boolean isRetried) {

  /** The same without the worker's name. */
  LastEvent nameless() {
    return new LastEvent(event, at, null, actor, message, failures, losses, isRetried);
  }
}

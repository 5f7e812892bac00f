package io.asyncable.explain;

import io.asyncable.text.TimedText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker that is not closed on a living worker.
 *
 * @param since since when the breaker has not been closed, or has been forced open
 * @param probeAt when the breaker lets the next probe through; null if unknown
 * @param worker the worker's epoch
 * @param workerName the worker's name
 */
public record OpenBreaker(
    String service,
    String state,
    Instant since,
    @Nullable Instant probeAt,
    long worker,
    String workerName) {

  /** The state and its beginning, as part of a sentence. */
  TimedText words() {
    return state.equals("half_open")
        ? TimedText.of("open ").since(since).and(" and half-open now")
        : TimedText.of(state.replace('_', '-') + " ").since(since);
  }
}

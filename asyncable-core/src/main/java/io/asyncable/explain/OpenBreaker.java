package io.asyncable.explain;

import static io.asyncable.explain.Times.text;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker of a living worker that is not closed.
 *
 * @param since since when it has not been closed, or has been forced open
 * @param worker the worker's epoch
 * @param workerName its name
 */
public record OpenBreaker(
    String service,
    String state,
    Instant since,
    @Nullable Instant probeAt,
    long worker,
    String workerName) {

  /** Its state and since when, for a sentence. */
  String words() {
    return state.equals("half_open")
        ? "open since " + text(since) + " and half-open now"
        : state.replace('_', '-') + " since " + text(since);
  }
}

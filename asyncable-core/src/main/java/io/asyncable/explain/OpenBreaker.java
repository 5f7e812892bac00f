package io.asyncable.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker of a living worker that is not closed.
 *
 * @param worker the worker's epoch
 * @param workerName its name
 */
public record OpenBreaker(
    String service,
    String state,
    Instant since,
    @Nullable Instant probeAt,
    long worker,
    String workerName) {}

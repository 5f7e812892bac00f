package io.asyncable.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A circuit breaker of a living worker that is not closed. */
public record OpenBreaker(String service, String state, Instant since, @Nullable Instant probeAt) {}

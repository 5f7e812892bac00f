package io.asyncable.job.keep;

import java.time.Instant;

/**
 * A line of a job's log.
 *
 * @param attempt the number of the attempt that wrote it, in its submission
 */
public record LogLine(int attempt, Instant at, String line) {}

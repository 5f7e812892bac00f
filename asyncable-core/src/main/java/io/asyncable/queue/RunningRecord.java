package io.asyncable.queue;

import io.asyncable.type.ProcessType;
import java.time.Instant;

/**
 * A record that a worker runs.
 *
 * @param worker the worker's epoch
 * @param attempt the attempt's number
 * @param since when it began
 */
public record RunningRecord(ProcessType type, String id, long worker, int attempt, Instant since) {}

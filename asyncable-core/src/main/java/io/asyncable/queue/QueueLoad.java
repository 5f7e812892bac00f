package io.asyncable.queue;

import java.util.List;

/**
 * What this worker does for a queue that it consumes.
 *
 * @param concurrency attempts that it may run side by side
 * @param held attempts that it has claimed and not completed
 * @param running the records that it has run longest, as {@code type:id}, oldest first
 */
public record QueueLoad(String queue, int concurrency, int held, List<String> running) {}

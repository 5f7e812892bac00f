package io.asyncable.queue;

import java.util.List;

/**
 * The latest report of a living worker about a queue that it consumes.
 *
 * @param worker its epoch
 * @param name its name
 * @param concurrency attempts that it may run side by side
 * @param held attempts that it has claimed and not completed
 * @param processed attempts of its last minute that succeeded
 * @param failed attempts of its last minute that failed
 * @param running the records that it has run longest, as {@code type:id}, oldest first
 */
public record QueueConsumer(
    long worker,
    String name,
    String queue,
    int concurrency,
    int held,
    int processed,
    int failed,
    List<String> running) {}

package io.asyncable.web.cluster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue as pages and API show it.
 *
 * @param types the process types whose list the user may see; queued and retrying count only these
 * @param queued number of records that wait for their first attempt
 * @param retrying number of records that wait for a later attempt
 * @param oldest since when the oldest waiting record has been eligible; null if none waits
 * @param whole whether the user may see all types of the queue; if not, the counts of the whole
 *     queue are null
 * @param unread number of messages for first attempts that the consumers have not read yet; null
 *     while Kafka does not answer
 * @param unreadAgain the same for later attempts, including those after a loss
 * @param processed number of attempts that succeeded in the last minute, on all living workers
 * @param failed number of attempts that failed in the last minute
 * @param consumers the living workers that consume the queue
 * @param pause the queue's pause; null if it is not paused
 * @param mayPause whether the user may pause and resume the queue
 */
record QueueView(
    String name,
    List<String> types,
    Count queued,
    Count retrying,
    @Nullable Instant oldest,
    boolean whole,
    @Nullable Long unread,
    @Nullable Long unreadAgain,
    @Nullable Integer processed,
    @Nullable Integer failed,
    List<Consumer> consumers,
    @Nullable Pause pause,
    boolean mayPause) {

  /** A worker that consumes the queue, and how many of its places are taken. */
  record Consumer(long worker, String name, int concurrency, @Nullable Integer held) {}

  /** A pause: by whom, since when and why. */
  record Pause(String by, Instant since, @Nullable String reason) {}
}

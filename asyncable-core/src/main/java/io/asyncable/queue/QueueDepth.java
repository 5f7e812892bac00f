package io.asyncable.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many records of a queue wait.
 *
 * @param queued records that wait for their first attempt; more than {@link QueueDepths#LARGEST}
 *     says that nobody counted on
 * @param retrying records that wait for a later one, counted likewise
 * @param oldest since when the oldest of them has been eligible; null if none waits
 */
public record QueueDepth(int queued, int retrying, @Nullable Instant oldest) {

  /** Nothing waits. */
  static final QueueDepth NOTHING = new QueueDepth(0, 0, null);
}

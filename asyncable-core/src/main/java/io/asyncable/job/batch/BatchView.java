package io.asyncable.job.batch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch and its figures, as its jobs' rows have them.
 *
 * @param closedAt since when no job can join it; null while it is open
 * @param total how many jobs it has; of a closed batch also those that were deleted since
 * @param processed how many of them were processed
 * @param failed how many have failed and will be tried again
 * @param expired how many the engine gave up
 * @param canceled how many were canceled
 * @param deleted how many were deleted after they had ended; 0 while the batch is open
 */
public record BatchView(
    UUID id,
    String name,
    Instant openedAt,
    @Nullable Instant closedAt,
    long total,
    long processed,
    long failed,
    long expired,
    long canceled,
    long deleted) {

  /** How many have come to their end, in whichever way. */
  public long ended() {
    return processed + expired + canceled + deleted;
  }

  /** How many wait or run. */
  public long left() {
    return total - ended();
  }

  /** Whether it is closed and all of its jobs have come to their end. */
  public boolean isConcluded() {
    return closedAt != null && left() == 0;
  }
}

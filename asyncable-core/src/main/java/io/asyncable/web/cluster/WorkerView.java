package io.asyncable.web.cluster;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as pages and API show it.
 *
 * @param queues the queues that the worker consumes and the user may see
 * @param held number of attempts that the worker has claimed and not completed; null, here and for
 *     a queue, if some may be of types that the user may not see
 * @param running some of the records that the worker runs, the longest first
 */
record WorkerView(
    long epoch,
    String name,
    Instant startedAt,
    Instant seenAt,
    @Nullable Instant deadAt,
    boolean alive,
    List<Queue> queues,
    @Nullable Integer held,
    List<Run> running) {

  /**
   * A queue that the worker consumes, with the number of its places and how many of them are taken.
   */
  record Queue(String name, int concurrency, @Nullable Integer held) {}

  /** An attempt that is being run. */
  record Run(String type, String id, int attempt, Instant since) {}
}

package io.asyncable.worker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the database knows it.
 *
 * @param epoch its number, higher for later ones
 * @param name host and process
 * @param startedAt when it took the epoch
 * @param seenAt its latest heartbeat
 * @param deadAt when it stopped or was declared dead; null while it lives
 */
public record WorkerInfo(
    long epoch, String name, Instant startedAt, Instant seenAt, @Nullable Instant deadAt) {}

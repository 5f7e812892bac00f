package io.asyncable.worker;

import io.asyncable.AsyncableProperties.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A worker as its row in the database describes it.
 *
 * @param epoch its number; later workers have higher numbers
 * @param name the configured name, or host and process id
 * @param startedAt when the worker took the epoch
 * @param seenAt its latest heartbeat
 * @param deadAt when the worker stopped or was declared dead; null while it lives
 * @param roles its roles in the words of {@code asyncable.roles}
 * @param version the library's version on that instance; null if unknown
 * @param clockOffset how far the database's clock is ahead of the worker's; null before the first
 *     measurement
 */
public record WorkerInfo(
    long epoch,
    String name,
    Instant startedAt,
    Instant seenAt,
    @Nullable Instant deadAt,
    List<String> roles,
    @Nullable String version,
    @Nullable Duration clockOffset) {

  /** The same worker with its epoch in place of its name. */
  public WorkerInfo nameless() {
    return new WorkerInfo(
        epoch, "with the epoch " + epoch, startedAt, seenAt, deadAt, roles, version, clockOffset);
  }

  /** Whether the worker lives, as far as other workers have noticed. */
  public boolean isAlive() {
    return deadAt == null;
  }

  public boolean has(Role role) {
    return roles.contains(role.name().toLowerCase(Locale.ROOT));
  }
}

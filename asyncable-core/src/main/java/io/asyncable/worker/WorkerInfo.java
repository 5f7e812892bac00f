package io.asyncable.worker;

import io.asyncable.AsyncableProperties.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the database knows it.
 *
 * @param epoch its number, higher for later ones
 * @param name host and process
 * @param startedAt when it took the epoch
 * @param seenAt its latest heartbeat
 * @param deadAt when it stopped or was declared dead; null while it lives
 * @param roles what the instance does, in the words of {@code asyncable.roles}
 * @param version the library's version there; null if it is not known
 * @param clockOffset how far the database's clock is ahead of its own; null before it was measured
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

  /** The same with its epoch for a name. */
  public WorkerInfo nameless() {
    return new WorkerInfo(
        epoch, "with the epoch " + epoch, startedAt, seenAt, deadAt, roles, version, clockOffset);
  }

  /** Whether it lives, as far as anybody has noticed. */
  public boolean isAlive() {
    return deadAt == null;
  }

  /** Whether the instance has that role. */
  public boolean has(Role role) {
    return roles.contains(role.name().toLowerCase(Locale.ROOT));
  }
}

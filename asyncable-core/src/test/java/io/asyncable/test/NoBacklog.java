package io.asyncable.test;

import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.Depth;
import io.asyncable.queue.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Every message was passed: inline ones are run before their publication returns. */
record NoBacklog(Clock clock) implements Backlog {

  @Override
  public Optional<Instant> oldest(String queue, Lane lane) {
    // A moment ahead, so that what was submitted in this very moment of a still clock counts too.
    return Optional.of(clock.instant().plus(Duration.ofNanos(1_000)));
  }

  @Override
  public Optional<Depth> depth(String queue, Lane lane) {
    return Optional.of(Depth.NOTHING);
  }

  @Override
  public Optional<Instant> answeringSince() {
    return Optional.of(Instant.EPOCH);
  }

  @Override
  public boolean isReachable() {
    return true;
  }
}

package io.asyncable.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures for how long heartbeats have reached the database without a gap. A worker may declare
 * others dead only after a streak as long as {@code asyncable.worker.dead-after}. After a database
 * outage, or after its own pause, it therefore declares nobody dead too early.
 */
final class Streak {

  private final long longestGap;
  private long first;
  private long last;
  private boolean unbroken;

  Streak(Duration longestGap) {
    this.longestGap = longestGap.toNanos();
  }

  synchronized void beat(long nanos) {
    if (!unbroken || nanos - last > longestGap) {
      first = nanos;
    }
    last = nanos;
    unbroken = true;
  }

  synchronized void broken() {
    unbroken = false;
  }

  /** The length of the current streak; empty if there is none. */
  synchronized Optional<Duration> since(long nanos) {
    boolean present = unbroken && nanos - last <= longestGap;
    return present ? Optional.of(Duration.ofNanos(last - first)) : Optional.empty();
  }
}

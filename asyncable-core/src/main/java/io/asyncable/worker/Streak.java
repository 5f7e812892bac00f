package io.asyncable.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long heartbeats have gone through without a gap. A worker may declare others dead only
 * after a streak as long as the silence it holds against them: a database outage, or its own pause,
 * kills no one.
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

  /** How long the present streak is; empty if there is none. */
  synchronized Optional<Duration> since(long nanos) {
    boolean present = unbroken && nanos - last <= longestGap;
    return present ? Optional.of(Duration.ofNanos(last - first)) : Optional.empty();
  }
}

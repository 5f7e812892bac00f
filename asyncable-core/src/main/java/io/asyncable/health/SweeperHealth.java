package io.asyncable.health;

import io.asyncable.sweep.Sweeper;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says whether this instance's sweeper makes progress. */
final class SweeperHealth {

  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);

  private final Sweeper sweeper;
  private final EngineClock clock;

  SweeperHealth(Sweeper sweeper, EngineClock clock) {
    this.sweeper = sweeper;
    this.clock = clock;
  }

  /** When the last pass ended, or the sweeper started; empty where it does not run. */
  Optional<Instant> lastPass() {
    return sweeper.lastPass();
  }

  /** Whether it runs here and the last pass ended long ago. */
  boolean isStalled() {
    return sweeper.duty().isRunning()
        && lastPass()
            .filter(last -> last.plus(longestPause()).isBefore(clock.instant()))
            .isPresent();
  }

  private Duration longestPause() {
    Duration several = sweeper.duty().report().interval().multipliedBy(10);
    return several.compareTo(SHORTEST_SILENCE) > 0 ? several : SHORTEST_SILENCE;
  }

  String words(boolean stalled) {
    if (!sweeper.duty().isRunning()) {
      return "not on this instance";
    }
    if (stalled) {
      return "stands still";
    }
    return sweeper.isForAll() ? "sweeps" : "sweeps its own claims only";
  }
}

package io.asyncable.sweep;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.move.History;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import java.time.Duration;

/**
 * Keeps the history within its bounds, on every instance that sweeps. However fast the history
 * grows, a pass deletes all that is too much, in portions, so that each of its statements is short.
 */
public final class HistoryKeeper {

  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(1);

  /**
   * The first pass looks at this many of the newest entries. An older record with too many entries
   * is shortened when it gets its next entry, or its entries are deleted by age.
   */
  private static final int FIRST_LOOK = 100_000;

  private final History history;
  private final HistorySettings kept;
  private final EngineClock clock;
  private final Duty duty;
  private long trimmedUpTo = -1;

  HistoryKeeper(
      History history,
      HistorySettings kept,
      ProcessTypes types,
      Policies policies,
      EngineClock clock,
      Duties duties) {
    kept.requireLongerThanWindows(types, policies);
    this.history = history;
    this.kept = kept;
    this.clock = clock;
    this.duty = duties.named("history").on(Role.SWEEPER).every(BETWEEN_PASSES).doing(this::pass);
  }

  Duty duty() {
    return duty;
  }

  /** Deletes all entries beyond the bounds, unless it is stopped before the end. */
  public synchronized void pass() {
    try {
      trim();
    } finally {
      forget();
    }
  }

  private void trim() {
    long newest = history.newest();
    long from = trimmedUpTo < 0 ? Math.max(0, newest - FIRST_LOOK) : trimmedUpTo;
    while (from < newest && !isStopped()) {
      long upTo = Math.min(from + History.PORTION, newest);
      if (history.trim(from, upTo, kept.perRecord()) < History.PORTION) {
        from = upTo;
      }
    }
    trimmedUpTo = from;
  }

  private void forget() {
    int forgotten = History.PORTION;
    while (forgotten == History.PORTION && !isStopped()) {
      forgotten = history.forget(clock.instant().minus(kept.retention()));
    }
  }

  private static boolean isStopped() {
    return Thread.currentThread().isInterrupted();
  }
}

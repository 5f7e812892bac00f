package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.move.History;
import io.asyncable.worker.EngineTimer;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the history within its bounds, on every instance that sweeps, by a thread of its own: no
 * sweep waits for it. However fast the history grows, a pass deletes all that is too much, in
 * portions, so that each of its statements is short.
 */
public final class HistoryKeeper implements SmartLifecycle {

  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(1);

  /**
   * So many of the newest entries are looked at first. What grew too long before them, while nobody
   * swept, is shortened with the next entry of its record, or forgotten by its age.
   */
  private static final int FIRST_LOOK = 100_000;

  private final History history;
  private final AsyncableProperties.HistorySettings kept;
  private final Clock clock;
  private final boolean enabled;
  private long trimmedUpTo = -1;
  private volatile boolean stopped;
  private volatile @Nullable EngineTimer timer;

  HistoryKeeper(History history, AsyncableProperties settings, Clock clock) {
    this.history = history;
    this.kept = settings.history();
    this.clock = clock;
    this.enabled = settings.has(Role.SWEEPER);
  }

  /** Deletes all that is beyond the bounds. */
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
    while (from < newest && !stopped) {
      long upTo = Math.min(from + History.PORTION, newest);
      if (history.trim(from, upTo, kept.perRecord()) < History.PORTION) {
        from = upTo;
      }
    }
    trimmedUpTo = from;
  }

  private void forget() {
    int forgotten = History.PORTION;
    while (forgotten == History.PORTION && !stopped) {
      forgotten = history.forget(clock.instant().minus(kept.retention()));
    }
  }

  @Override
  public void start() {
    stopped = false;
    EngineTimer begun = new EngineTimer("asyncable-history");
    begun.repeat(this::pass, BETWEEN_PASSES, BETWEEN_PASSES);
    timer = begun;
  }

  @Override
  public void stop() {
    stopped = true;
    EngineTimer running = timer;
    timer = null;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}

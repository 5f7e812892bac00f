package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.type.Backoff;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a record that was lost twice run only while nothing else runs on this worker. If the worker
 * dies again, no other record is suspected or lost.
 *
 * <p>No other attempt begins while it waits, so it waits briefly and tries again later. Both times
 * grow, and waiting stays a thirtieth of the whole. So a worker with long handlers loses no more
 * than that, and in the end the wait is longer than its longest handler.
 */
final class AloneGate {

  private static final int ALL = Integer.MAX_VALUE;
  private static final int LOSSES_TO_RUN_ALONE = 2;
  private static final Backoff DELAYS =
      Backoff.doubling(Duration.ofSeconds(30), Duration.ofMinutes(16));
  private static final int SHARE_OF_WAITING = 30;

  private final Semaphore places = new Semaphore(ALL, true);

  /**
   * Waits until the attempt may run; false if a record that must run alone could not do so in time.
   */
  boolean enter(Claimed attempt) {
    if (!mustBeAlone(attempt)) {
      places.acquireUninterruptibly();
      return true;
    }
    try {
      long patience = delay(attempt).dividedBy(SHARE_OF_WAITING).toMillis();
      return places.tryAcquire(ALL, patience, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave(Claimed attempt) {
    places.release(mustBeAlone(attempt) ? ALL : 1);
  }

  /** When a record that could not run alone tries again; longer each time. */
  static Duration delay(Claimed attempt) {
    int postponed = attempt.attempt() - 1 - attempt.failures() - attempt.losses();
    return DELAYS.after(Math.max(1, postponed + 1));
  }

  private static boolean mustBeAlone(Claimed attempt) {
    return attempt.losses() >= LOSSES_TO_RUN_ALONE;
  }
}

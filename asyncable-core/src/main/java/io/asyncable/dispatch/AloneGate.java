package io.asyncable.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a record that was lost twice run only while nothing else runs on this worker: if the worker
 * dies once more, no neighbour is to blame or to suffer.
 */
final class AloneGate {

  private static final int ALL = Integer.MAX_VALUE;
  private static final int LOSSES_TO_RUN_ALONE = 2;
  private static final long PATIENCE_SECONDS = 30;

  private final Semaphore places = new Semaphore(ALL, true);

  /** Waits for its place; false if a record that must be alone could not be in good time. */
  boolean enter(int losses) {
    if (losses < LOSSES_TO_RUN_ALONE) {
      places.acquireUninterruptibly();
      return true;
    }
    try {
      return places.tryAcquire(ALL, PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave(int losses) {
    places.release(losses < LOSSES_TO_RUN_ALONE ? 1 : ALL);
  }
}

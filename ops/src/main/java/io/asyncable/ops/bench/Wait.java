package io.asyncable.ops.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what announces itself to nobody. */
public final class Wait {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Wait() {}

  /** Looks every millisecond until it holds. */
  public static void until(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(what + ": not within " + LONGEST);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

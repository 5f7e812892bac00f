package io.asyncable.ops.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that sends no notification. */
public final class Wait {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

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

  /** Looks five times a second until it holds; false if it did not within that time. */
  public static boolean within(Duration longest, BooleanSupplier holds) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      time(BETWEEN_LOOKS);
    }
    return true;
  }

  /** Lets that time pass. */
  public static void time(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

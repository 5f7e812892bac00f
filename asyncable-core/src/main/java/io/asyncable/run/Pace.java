package io.asyncable.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast attempts of one type begin on this worker. In a drain of short handlers, a query for
 * each record costs more than the handlers, so several records are read together shortly before
 * their attempts begin.
 */
final class Pace {

  /** A read brings what begins within this time at the latest pace. */
  private static final Duration WINDOW = Duration.ofMillis(20);

  /** From this many in a window on, records are read together: 1,000 a second. */
  private static final int DRAIN = 20;

  private static final int LARGEST = 200;

  private final LongSupplier nanos;
  private long since;
  private int begun;
  private int pace;

  Pace() {
    this(System::nanoTime);
  }

  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /**
   * An attempt begins.
   *
   * @return how many to read with it, itself included
   */
  synchronized int begin() {
    long now = nanos.getAsLong();
    long past = now - since;
    if (past >= WINDOW.toNanos()) {
      long windows = past / WINDOW.toNanos();
      // A pause of the machine halves the pace, rather than ending the drain.
      pace = (int) Math.max(begun / windows, pace >> Math.min(windows, Integer.SIZE - 1));
      begun = 0;
      since = now;
    }
    begun++;
    return pace < DRAIN ? 1 : Math.min(pace, LARGEST);
  }
}

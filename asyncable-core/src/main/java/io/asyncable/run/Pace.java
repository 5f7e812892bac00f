package io.asyncable.run;

/**
 * How fast attempts of one type begin on this worker. In a drain of short handlers, a query for
 * each record costs more than the handlers, so several records are read together shortly before
 * their attempts begin.
 */
final class Pace {

  /** So many in {@link Reading#AHEAD}, and more begin at once. */
  private static final int DRAIN = 50;

  private static final int LARGEST = 200;

  private long since = System.nanoTime();
  private int begun;
  private int before;

  /**
   * An attempt begins.
   *
   * @return how many to read with it, itself included
   */
  synchronized int begin() {
    long now = System.nanoTime();
    long past = now - since;
    if (past >= Reading.AHEAD.toNanos()) {
      before = past < 2 * Reading.AHEAD.toNanos() ? begun : 0;
      begun = 0;
      since = now;
    }
    begun++;
    return before < DRAIN ? 1 : Math.min(before, LARGEST);
  }
}

package io.asyncable.statistics;

import java.time.Duration;

/**
 * How attempts of one process type ended in a time.
 *
 * @param processed records processed
 * @param inWindow how many of them within the window of their type's policy
 * @param failed attempts that failed
 * @param lost attempts whose worker died
 * @param expired records given up
 * @param longest the longest time from submission to processed
 * @param ages times from submission to processed
 * @param runs how long the attempts ran that succeeded
 */
public record Counted(
    long processed,
    long inWindow,
    long failed,
    long lost,
    long expired,
    Duration longest,
    Histogram ages,
    Histogram runs) {

  /** The sum of no counts. */
  public static final Counted NOTHING =
      new Counted(
          0, 0, 0, 0, 0, Duration.ZERO, new Histogram(new long[0]), new Histogram(new long[0]));

  boolean isNothing() {
    return processed + failed + lost + expired == 0;
  }

  /** Both together. */
  public Counted plus(Counted other) {
    return new Counted(
        processed + other.processed,
        inWindow + other.inWindow,
        failed + other.failed,
        lost + other.lost,
        expired + other.expired,
        longest.compareTo(other.longest) > 0 ? longest : other.longest,
        ages.plus(other.ages),
        runs.plus(other.runs));
  }
}

package io.asyncable.type;

import java.time.Duration;

/**
 * Pauses that grow with every failure in a row. Spring's {@code ExponentialBackOff} steps from one
 * pause to the next in memory; here a count says which pause it is, because the count stands in a
 * row and another worker may have made it.
 *
 * @param first the pause after the first failure
 * @param multiplier by which each further pause is longer
 * @param longest which no pause exceeds, unless the first does
 */
public record Backoff(Duration first, double multiplier, Duration longest) {

  /** Beyond it every pause is the longest, or as long as the first. */
  private static final int MOST_STEPS = 1_000;

  /** Pauses that double. */
  public static Backoff doubling(Duration first, Duration longest) {
    return new Backoff(first, 2, longest);
  }

  /**
   * The pause after that many failures, in whole milliseconds.
   *
   * @param failures at least 1
   */
  public Duration after(int failures) {
    return Duration.ofMillis((long) millis(failures));
  }

  /**
   * The same, lengthened by that share of it.
   *
   * @param share from 0 for nothing
   */
  Duration after(int failures, double share) {
    return Duration.ofMillis((long) (millis(failures) * (1 + share)));
  }

  private double millis(int failures) {
    double factor = Math.pow(multiplier, Math.min(failures - 1, MOST_STEPS));
    return Math.min(first.toMillis() * factor, Math.max(longest.toMillis(), first.toMillis()));
  }
}

package io.asyncable;

import java.time.Duration;

/**
 * Thrown by a handler to postpone: the next attempt begins after the delay, and this one does not
 * count as a failure.
 */
public class RetryLater extends RuntimeException {

  private final Duration delay;

  /**
   * Postpones.
   *
   * @param delay how long to wait from now; zero for the next pass of a sweeper
   * @param reason the text of {@code error} after "Postponed: "
   * @throws IllegalArgumentException if the delay is null or negative
   */
  public RetryLater(Duration delay, String reason) {
    super(reason);
    if (delay == null || delay.isNegative()) {
      throw new IllegalArgumentException(
          "RetryLater needs a delay of zero or more, not %s.".formatted(delay));
    }
    this.delay = delay;
  }

  /** How long to wait from now. */
  public Duration delay() {
    return delay;
  }
}

package io.asyncable;

import java.time.Duration;

/**
 * Thrown by a handler to postpone: the next attempt begins after the delay, and this one does not
 * count as a failure.
 */
public class RetryLater extends RuntimeException {

  private final Duration delay;

  public RetryLater(Duration delay, String reason) {
    super(reason);
    this.delay = delay;
  }

  /** How long to wait from now. */
  public Duration delay() {
    return delay;
  }
}

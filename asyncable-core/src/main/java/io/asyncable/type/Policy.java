package io.asyncable.type;

import io.asyncable.WhenLost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for one process type, every value decided.
 *
 * @see TypeSettings.Type for the meaning of each
 */
public record Policy(
    String queue,
    Duration window,
    Duration retryInterval,
    double multiplier,
    Duration maxRetryInterval,
    double jitter,
    @Nullable Integer maxFailures,
    int sweepLimit,
    int transactionSize,
    List<Class<? extends Throwable>> permanent,
    List<Class<? extends Throwable>> transientErrors,
    List<String> services,
    WhenLost whenLost) {

  /**
   * The delay after that many failures, lengthened by the jitter.
   *
   * @param failures failed attempts so far, at least 1
   */
  public Duration backoff(int failures) {
    return new Backoff(retryInterval, multiplier, maxRetryInterval)
        .after(failures, jitter * ThreadLocalRandom.current().nextDouble());
  }

  /**
   * When the engine gives a waiting record up: with its window, but not before it looks at the
   * record again. A record whose timer comes at that time gets no further attempt, because the
   * sweeper checks the window first.
   *
   * @param due the record's timer
   */
  public Instant givesUpAt(Instant submitted, Instant due) {
    Instant over = submitted.plus(window);
    return due.isBefore(over) ? over : due;
  }

  /** Whether this failure can never succeed. */
  public boolean isPermanent(Throwable failure) {
    return permanent.stream().anyMatch(type -> type.isInstance(failure))
        && transientErrors.stream().noneMatch(type -> type.isInstance(failure));
  }

  /** Whether no attempt begins after one of which nobody knows how it ended. */
  public boolean stopsWhenLost() {
    return whenLost == WhenLost.STOP;
  }

  /** Whether so many failures are enough. */
  public boolean isExhausted(int failures) {
    return maxFailures != null && failures >= maxFailures;
  }
}

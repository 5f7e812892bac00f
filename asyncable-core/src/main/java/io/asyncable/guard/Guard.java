package io.asyncable.guard;

import io.asyncable.CancelSubmission;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.move.Cause;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.RecordNotLoaded;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the handler of a process type. The dispatcher asks for permission before it claims a
 * record. A record without permission is parked and uses up no attempt.
 */
public final class Guard {

  /**
   * An attempt may not run now.
   *
   * @param cause an open breaker, a rate limiter or a full bulkhead
   * @param delay how long to wait before asking again
   */
  public record Refused(Cause cause, Duration delay) {}

  private static final Logger log = LoggerFactory.getLogger(Guard.class);

  private final List<BreakerWatch> breakers;
  private final List<RateLimiter> limiters;
  private final List<Bulkhead> bulkheads;
  private final @Nullable Duration timeLimit;
  private final LimitRows rows;

  Guard(
      List<BreakerWatch> breakers,
      List<RateLimiter> limiters,
      List<Bulkhead> bulkheads,
      @Nullable Duration timeLimit,
      LimitRows rows) {
    this.breakers = breakers;
    this.limiters = limiters;
    this.bulkheads = bulkheads;
    this.timeLimit = timeLimit;
    this.rows = rows;
  }

  /** How long an attempt may take; empty without a limit. */
  public Optional<Duration> timeLimit() {
    return Optional.ofNullable(timeLimit);
  }

  /** The names of the circuit breakers that guard this type's attempts. */
  public List<String> breakers() {
    return breakers.stream().map(watch -> watch.breaker().getName()).toList();
  }

  /** Until when an open breaker holds back this type's records; empty if none does. */
  public Optional<Instant> heldUntil(Instant now) {
    return breakers.stream()
        .flatMap(breaker -> breaker.heldUntil(now).stream())
        .max(Instant::compareTo);
  }

  /**
   * Asks for permission to run one attempt.
   *
   * @return why and how long to wait before asking again; empty if the attempt may run. Then {@link
   *     #release} or {@link #ended} must follow.
   */
  public Optional<Refused> enter(Instant now) {
    List<Runnable> undo = new ArrayList<>();
    for (Bulkhead bulkhead : bulkheads) {
      if (!bulkhead.tryAcquirePermission()) {
        undo.forEach(Runnable::run);
        return Optional.of(
            refused(LimitRows.Kind.BULKHEAD, bulkhead.getName(), now, Duration.ofSeconds(1)));
      }
      undo.add(bulkhead::releasePermission);
    }
    for (BreakerWatch breaker : breakers) {
      if (!breaker.breaker().tryAcquirePermission()) {
        undo.forEach(Runnable::run);
        return Optional.of(new Refused(Cause.HELD, breaker.wait(now)));
      }
      undo.add(breaker.breaker()::releasePermission);
    }
    for (RateLimiter limiter : limiters) {
      // Asking an exhausted limiter would block the consumer for the limiter's timeout.
      if (limiter.getMetrics().getAvailablePermissions() <= 0 || !limiter.acquirePermission()) {
        undo.forEach(Runnable::run);
        Duration period = limiter.getRateLimiterConfig().getLimitRefreshPeriod();
        return Optional.of(refused(LimitRows.Kind.RATE_LIMITER, limiter.getName(), now, period));
      }
    }
    return Optional.empty();
  }

  private Refused refused(LimitRows.Kind kind, String service, Instant now, Duration wait) {
    rows.refused(kind, service, now, now.plus(wait));
    return new Refused(kind.cause(), wait);
  }

  /** Gives back the permission for an attempt that did not run. */
  public void release() {
    each(bulkheads, Bulkhead::releasePermission);
    each(breakers, watch -> watch.breaker().releasePermission());
  }

  /**
   * Reports the end of the attempt to all guards.
   *
   * @param failure null if the attempt succeeded
   */
  public void ended(Duration duration, @Nullable Throwable failure) {
    each(bulkheads, Bulkhead::onComplete);
    each(breakers, watch -> tell(watch.breaker(), duration, failure));
  }

  private static void tell(CircuitBreaker breaker, Duration duration, @Nullable Throwable failure) {
    if (failure == null || failure instanceof PermanentFailure) {
      // The service answered, even if its answer is a permanent failure.
      breaker.onSuccess(duration.toNanos(), TimeUnit.NANOSECONDS);
    } else if (saysNothing(failure)) {
      breaker.releasePermission();
    } else {
      rate(breaker, duration, failure);
    }
  }

  /** Whether the failure says nothing about the service. */
  private static boolean saysNothing(Throwable failure) {
    return failure instanceof RetryLater
        || failure instanceof CancelSubmission
        || failure instanceof RecordNotLoaded;
  }

  /** Lets the breaker rate the failure by the application's own rules, which may throw. */
  private static void rate(CircuitBreaker breaker, Duration duration, Throwable failure) {
    try {
      breaker.onError(duration.toNanos(), TimeUnit.NANOSECONDS, failure);
    } catch (RuntimeException unrated) {
      breaker.releasePermission();
      throw unrated;
    }
  }

  /** If one guard or its listener throws, the others still get the report. */
  private static <T> void each(List<T> parts, Consumer<T> telling) {
    for (T part : parts) {
      try {
        telling.accept(part);
      } catch (Throwable broken) {
        log.warn("A guard could not record how an attempt ended: {}", ErrorDetails.logged(broken));
      }
    }
  }
}

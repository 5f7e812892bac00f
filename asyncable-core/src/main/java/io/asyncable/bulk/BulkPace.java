package io.asyncable.bulk;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** Limits the records a second to the configured rate. */
final class BulkPace {

  /** Waits in steps this small, so that the pace is even. */
  private static final int STEPS_PER_SECOND = 10;

  private final RateLimiter limiter;

  BulkPace(BulkSettings settings) {
    this.limiter = RateLimiter.of("asyncable-bulk", steps(settings.bulkRate()));
  }

  private static RateLimiterConfig steps(int perSecond) {
    int perStep = Math.max(1, perSecond / STEPS_PER_SECOND);
    return RateLimiterConfig.custom()
        .limitForPeriod(perStep)
        .limitRefreshPeriod(Duration.ofSeconds(1).multipliedBy(perStep).dividedBy(perSecond))
        .timeoutDuration(Duration.ofMinutes(1))
        .build();
  }

  /** Waits for the turn of the next record. */
  void await() {
    RateLimiter.waitForPermission(limiter);
  }
}

package io.asyncable.guard;

import io.asyncable.worker.EngineClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.HashMap;
import java.util.Map;

/** Keeps one watch for each circuit breaker, even if several process types use the breaker. */
final class BreakerWatches {

  private final Map<String, BreakerWatch> watches = new HashMap<>();
  private final BreakerRows rows;
  private final EngineClock clock;

  BreakerWatches(BreakerRows rows, EngineClock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  BreakerWatch of(CircuitBreaker breaker) {
    return watches.computeIfAbsent(
        breaker.getName(), name -> new BreakerWatch(breaker, rows, clock));
  }
}

package io.asyncable.guard;

import io.asyncable.worker.EngineClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches a circuit breaker, and knows when it will next be probed. */
final class BreakerWatch {

  /** How long a record waits when a half-open breaker already runs all permitted probes. */
  private static final Duration HALF_OPEN_WAIT = Duration.ofSeconds(1);

  private final CircuitBreaker breaker;
  private final BreakerRows rows;
  private final EngineClock clock;
  private int opened;
  private @Nullable Instant since;
  private volatile @Nullable Instant probeAt;

  BreakerWatch(CircuitBreaker breaker, BreakerRows rows, EngineClock clock) {
    this.breaker = breaker;
    this.rows = rows;
    this.clock = clock;
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  private synchronized void changed(CircuitBreakerOnStateTransitionEvent event) {
    Instant now = clock.instant();
    switch (event.getStateTransition().getToState()) {
      case OPEN -> {
        long wait =
            breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(++opened);
        probeAt = now.plusMillis(wait);
        rows.opened(breaker.getName(), BreakerRows.State.OPEN, openSince(now), probeAt);
      }
      case HALF_OPEN -> {
        probeAt = null;
        rows.opened(breaker.getName(), BreakerRows.State.HALF_OPEN, openSince(now), null);
      }
      case FORCED_OPEN -> {
        // A person closes it again, at a time that nobody knows.
        since = now;
        probeAt = null;
        rows.opened(breaker.getName(), BreakerRows.State.FORCED_OPEN, now, null);
      }
      default -> {
        opened = 0;
        since = null;
        probeAt = null;
        rows.closed(breaker.getName());
      }
    }
  }

  /** The time since which the breaker has not been closed; failed probes do not change it. */
  private Instant openSince(Instant now) {
    Instant kept = since == null ? now : since;
    since = kept;
    return kept;
  }

  Optional<Instant> heldUntil(Instant now) {
    if (breaker.getState() == CircuitBreaker.State.FORCED_OPEN) {
      return Optional.of(now.plusSeconds(10));
    }
    Instant probe = probeAt;
    return probe != null && probe.isAfter(now) ? Optional.of(probe) : Optional.empty();
  }

  Duration wait(Instant now) {
    return heldUntil(now).map(until -> Duration.between(now, until)).orElse(HALF_OPEN_WAIT);
  }
}

package io.asyncable.guard;

import io.asyncable.ConfigurationProblem;
import io.asyncable.type.ProcessType;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The application's Resilience4j instances. Their names are the names of external services. */
final class Services {

  private final CircuitBreakerRegistry breakers;
  private final RateLimiterRegistry limiters;
  private final BulkheadRegistry bulkheads;
  private final TimeLimiterRegistry timeLimiters;

  Services(
      CircuitBreakerRegistry breakers,
      RateLimiterRegistry limiters,
      BulkheadRegistry bulkheads,
      TimeLimiterRegistry timeLimiters) {
    this.breakers = breakers;
    this.limiters = limiters;
    this.bulkheads = bulkheads;
    this.timeLimiters = timeLimiters;
  }

  /** Stops the start if Resilience4j has no instance with this name. */
  void requireKnown(ProcessType type, String service) {
    boolean known =
        breakers.find(service).isPresent()
            || limiters.find(service).isPresent()
            || bulkheads.find(service).isPresent()
            || timeLimiters.find(service).isPresent();
    if (!known) {
      throw new ConfigurationProblem(
          "asyncable.types.%s.services names '%s', but Resilience4j has no instance of that name. Configure resilience4j.circuitbreaker.instances.%s (or ratelimiter, bulkhead, timelimiter)."
              .formatted(type, service, service));
    }
  }

  List<CircuitBreaker> breakers(List<String> names) {
    return found(names, breakers::find);
  }

  List<RateLimiter> limiters(List<String> names) {
    return found(names, limiters::find);
  }

  List<Bulkhead> bulkheads(List<String> names) {
    return found(names, bulkheads::find);
  }

  /** The shortest time limit of these services; empty if none has one. */
  Optional<Duration> timeLimit(List<String> names) {
    return found(names, timeLimiters::find).stream()
        .map(limiter -> limiter.getTimeLimiterConfig().getTimeoutDuration())
        .min(Comparator.naturalOrder());
  }

  private static <T> List<T> found(List<String> names, Function<String, Optional<T>> find) {
    return names.stream().flatMap(name -> find.apply(name).stream()).toList();
  }
}

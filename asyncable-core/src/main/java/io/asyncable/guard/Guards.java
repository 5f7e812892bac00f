package io.asyncable.guard;

import io.asyncable.ConfigurationProblem;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The guard of every process type, from the Resilience4j instances that its policy names. */
public final class Guards {

  /** The application's Resilience4j instances. */
  record Registries(
      CircuitBreakerRegistry breakers,
      RateLimiterRegistry limiters,
      BulkheadRegistry bulkheads,
      TimeLimiterRegistry timeLimiters) {}

  private final Map<String, Guard> byType = new HashMap<>();
  private final Map<String, BreakerWatch> watches = new HashMap<>();
  private final Registries registries;
  private final BreakerRows rows;
  private final LimitRows limits;
  private final Clock clock;

  Guards(
      ProcessTypes types,
      Policies policies,
      Registries registries,
      BreakerRows rows,
      LimitRows limits,
      Clock clock) {
    this.registries = registries;
    this.rows = rows;
    this.limits = limits;
    this.clock = clock;
    types.all().forEach(type -> byType.put(type.name(), guard(type, policies.of(type).services())));
  }

  private Guard guard(ProcessType type, List<String> services) {
    services.forEach(service -> requireKnown(type, service));
    List<String> names = Stream.concat(services.stream(), Stream.of(type.name())).toList();
    return new Guard(
        found(names, name -> registries.breakers.find(name).map(this::watch)),
        found(names, registries.limiters::find),
        found(names, registries.bulkheads::find),
        found(names, registries.timeLimiters::find).stream()
            .map(Guards::limit)
            .min(Comparator.naturalOrder())
            .orElse(null),
        limits);
  }

  private static <T> List<T> found(List<String> names, Function<String, Optional<T>> find) {
    List<T> instances = new ArrayList<>();
    names.forEach(name -> find.apply(name).ifPresent(instances::add));
    return List.copyOf(instances);
  }

  private static Duration limit(TimeLimiter limiter) {
    return limiter.getTimeLimiterConfig().getTimeoutDuration();
  }

  private void requireKnown(ProcessType type, String service) {
    boolean known =
        registries.breakers.find(service).isPresent()
            || registries.limiters.find(service).isPresent()
            || registries.bulkheads.find(service).isPresent()
            || registries.timeLimiters.find(service).isPresent();
    if (!known) {
      throw new ConfigurationProblem(
          "asyncable.types.%s.services names '%s', but Resilience4j has no instance of that name. Configure resilience4j.circuitbreaker.instances.%s (or ratelimiter, bulkhead, timelimiter)."
              .formatted(type, service, service));
    }
  }

  private BreakerWatch watch(CircuitBreaker breaker) {
    return watches.computeIfAbsent(
        breaker.getName(), name -> new BreakerWatch(breaker, rows, clock));
  }

  /** The guard of a type. */
  public Guard of(ProcessType type) {
    return byType.get(type.name());
  }
}

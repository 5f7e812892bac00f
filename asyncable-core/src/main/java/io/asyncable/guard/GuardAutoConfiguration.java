package io.asyncable.guard;

import io.asyncable.database.EngineDatabase;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Keeps attempts away from services that fail or are overloaded. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.worker.WorkerAutoConfiguration",
      "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
    })
class GuardAutoConfiguration {

  @Bean
  LimitRows asyncableLimitRows(EngineDatabase database, Heartbeat worker) {
    return new LimitRows(database.client(), worker);
  }

  @Bean
  Guards asyncableGuards(
      ProcessTypes types,
      Policies policies,
      CircuitBreakerRegistry breakers,
      RateLimiterRegistry limiters,
      BulkheadRegistry bulkheads,
      TimeLimiterRegistry timeLimiters,
      EngineDatabase database,
      Heartbeat worker,
      LimitRows limits,
      EngineClock clock) {
    return new Guards(
        types,
        policies,
        new Guards.Registries(breakers, limiters, bulkheads, timeLimiters),
        new BreakerRows(database.client(), worker),
        limits,
        clock);
  }
}

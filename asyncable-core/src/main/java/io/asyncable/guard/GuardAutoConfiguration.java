package io.asyncable.guard;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Keeps attempts away from services that fail or are overloaded. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.worker.WorkerAutoConfiguration",
      "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
    })
@Import({BreakerRows.class, LimitRows.class, Services.class, BreakerWatches.class, Guards.class})
class GuardAutoConfiguration {}

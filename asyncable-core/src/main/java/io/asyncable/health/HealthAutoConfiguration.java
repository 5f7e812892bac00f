package io.asyncable.health;

import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Gauges always; health where the actuator is. */
@AutoConfiguration(afterName = "io.asyncable.sweep.SweepAutoConfiguration")
@Import({BacklogGauges.class, TroubleGauges.class})
class HealthAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @Import({KafkaHealth.class, SweeperHealth.class})
  static class Indicator {

    /** The actuator calls it by the bean's name: {@code asyncable}. */
    @Bean
    AsyncableHealthIndicator asyncableHealthIndicator(
        Heartbeat worker,
        KafkaHealth kafka,
        SweeperHealth sweeper,
        Duties duties,
        Troubles troubles,
        EngineThreads threads) {
      return new AsyncableHealthIndicator(worker, kafka, sweeper, duties, troubles, threads);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.web.servlet.HandlerExceptionResolver")
  @Import(RefusedWrites.class)
  static class OfRequests {}
}

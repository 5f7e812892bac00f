package io.asyncable.observe;

import io.asyncable.AsyncableProperties;
import io.asyncable.queue.Throughput;
import io.asyncable.statistics.Counters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** What others see of the engine's work: meters, traces, and the points where tests break it. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.statistics.StatisticsAutoConfiguration",
      "io.asyncable.queue.QueueAutoConfiguration"
    })
class ObserveAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  FaultPoint asyncableFaultPoint() {
    return FaultPoint.NONE;
  }

  @Bean
  Tracing asyncableTracing(
      ObjectProvider<ObservationRegistry> observations, AsyncableProperties settings) {
    return new Tracing(
        observations.getIfAvailable(() -> ObservationRegistry.NOOP),
        new Correlation(settings.correlationKey()));
  }

  @Bean
  Meters asyncableMeters(
      ObjectProvider<MeterRegistry> registry, Throughput throughput, Counters counters) {
    return new Meters(registry.getIfAvailable(SimpleMeterRegistry::new), throughput, counters);
  }
}

package io.asyncable.health;

import io.asyncable.kafka.Backlog;
import io.asyncable.move.SweepSettings;
import io.asyncable.search.RecordList;
import io.asyncable.submit.Publisher;
import io.asyncable.sweep.Sweeper;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.Troubles;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gauges always; health where the actuator is. */
@AutoConfiguration(afterName = "io.asyncable.sweep.SweepAutoConfiguration")
class HealthAutoConfiguration {

  @Bean
  BacklogGauges asyncableBacklogGauges(
      ProcessTypes types, RecordList records, KnownWorkers workers, EngineClock clock) {
    return new BacklogGauges(types, records, workers, clock);
  }

  @Bean
  TroubleGauges asyncableTroubleGauges(Troubles troubles, Heartbeat worker, EngineClock clock) {
    return new TroubleGauges(troubles, worker, clock);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  static class Indicator {

    @Bean
    AsyncableHealthIndicator asyncableHealthIndicator(
        Heartbeat worker,
        Sweeper sweeper,
        Backlog backlog,
        Publisher publisher,
        EngineThreads threads,
        Duties duties,
        Troubles troubles,
        EngineClock clock,
        SweepSettings settings) {
      return new AsyncableHealthIndicator(
          worker,
          sweeper,
          backlog,
          publisher,
          threads,
          duties,
          troubles,
          clock,
          settings.interval());
    }
  }
}

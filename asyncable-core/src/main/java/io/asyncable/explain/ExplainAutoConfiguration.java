package io.asyncable.explain;

import io.asyncable.kafka.Backlog;
import io.asyncable.type.Policies;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The explanation of records, and the engine's health in words. */
@AutoConfiguration(afterName = "io.asyncable.sweep.SweepAutoConfiguration")
@Import({
  OpenBreakers.class,
  Instances.Reader.class,
  Obstacles.Reader.class,
  Situations.class,
  WaitingRecords.class,
  Drain.class,
  WaitExplainer.class,
  Explainer.class,
  LastEvents.class,
  Explanations.class,
  Hindrances.class,
  HealthProblems.class,
  EngineHealth.class
})
class ExplainAutoConfiguration {

  @Bean
  KafkaWatch asyncableKafkaWatch(
      Backlog backlog, Policies policies, EngineClock clock, Duties duties) {
    return new KafkaWatch(backlog, policies.queues(), clock, duties);
  }

  @Bean
  Duty asyncableKafkaWatchDuty(KafkaWatch watch) {
    return watch.duty();
  }
}

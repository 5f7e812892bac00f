package io.asyncable.explain;

import io.asyncable.database.EngineDatabase;
import io.asyncable.guard.LimitRows;
import io.asyncable.kafka.Backlog;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.queue.QueueDepths;
import io.asyncable.queue.QueuePauses;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.sweep.SweepRows;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.DutyRows;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.TroubleRows;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The explanation of records, and the engine's health in words. */
@AutoConfiguration(afterName = "io.asyncable.sweep.SweepAutoConfiguration")
@Import(HealthProblems.class)
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

  @Bean
  OpenBreakers asyncableOpenBreakers(EngineDatabase database) {
    return new OpenBreakers(database.client());
  }

  @Bean
  Situations asyncableSituations(
      KnownWorkers workers,
      SweepRows sweeps,
      LimitRows limits,
      QueueConsumers consumers,
      QueuePauses pauses,
      TroubleRows troubles,
      KafkaWatch kafka,
      OpenBreakers breakers,
      EngineClock clock) {
    return new Situations(
        workers, consumers, sweeps, breakers, limits, pauses, troubles, kafka, clock);
  }

  @Bean
  WaitingRecords asyncableWaitingRecords(
      ProcessTypes types, Policies policies, QueueDepths depths) {
    return new WaitingRecords(types, policies, depths);
  }

  @Bean
  Explanations asyncableExplanations(
      Situations situations,
      WaitingRecords waiting,
      Policies policies,
      TypeStatistics statistics,
      EngineDatabase database) {
    return new Explanations(
        situations,
        new LastEvents(database.client()),
        new Explainer(
            new WaitExplainer(policies, waiting, new Drain(waiting, policies, statistics)),
            statistics));
  }

  @Bean
  Hindrances asyncableHindrances(Situations situations, WaitingRecords waiting, Policies policies) {
    return new Hindrances(situations, waiting, policies);
  }

  @Bean
  EngineHealth asyncableEngineHealth(
      Situations situations,
      WaitingRecords waiting,
      ProcessTypes types,
      Policies policies,
      DutyRows duties,
      HealthProblems problems) {
    return new EngineHealth(situations, waiting, types, policies, duties, problems);
  }
}

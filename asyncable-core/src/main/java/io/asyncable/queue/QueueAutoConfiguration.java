package io.asyncable.queue;

import io.asyncable.database.EngineDatabase;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The queues as all instances see them. */
@AutoConfiguration(afterName = "io.asyncable.worker.WorkerAutoConfiguration")
class QueueAutoConfiguration {

  @Bean
  QueuePauses asyncableQueuePauses(EngineDatabase database, Policies policies, EngineClock clock) {
    return new QueuePauses(database.client(), policies, clock);
  }

  @Bean
  PausedQueues asyncablePausedQueues(EngineClock clock) {
    return new PausedQueues(clock);
  }

  @Bean
  Throughput asyncableThroughput(EngineClock clock) {
    return new Throughput(clock);
  }

  @Bean
  QueueConsumers asyncableQueueConsumers(
      EngineDatabase database, ObjectProvider<QueueLoads> loads, Throughput throughput) {
    return new QueueConsumers(database.client(), loads, throughput);
  }

  @Bean
  RunningRecords asyncableRunningRecords(
      EngineDatabase database, ProcessTypes types, EngineClock clock) {
    return new RunningRecords(database.client(), types, clock);
  }

  @Bean
  QueueDepths asyncableQueueDepths(EngineDatabase database, EngineClock clock) {
    return new QueueDepths(database.client(), clock);
  }
}

package io.asyncable.queue;

import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.worker.EngineClock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queues as all instances see them. */
@AutoConfiguration(afterName = "io.asyncable.worker.WorkerAutoConfiguration")
class QueueAutoConfiguration {

  @Bean
  QueuePauses asyncableQueuePauses(DataSource dataSource, Policies policies, EngineClock clock) {
    return new QueuePauses(JdbcClient.create(dataSource), policies, clock);
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
      DataSource dataSource, ObjectProvider<QueueLoads> loads, Throughput throughput) {
    return new QueueConsumers(JdbcClient.create(dataSource), loads, throughput);
  }

  @Bean
  RunningRecords asyncableRunningRecords(
      DataSource dataSource, ProcessTypes types, EngineClock clock) {
    return new RunningRecords(JdbcClient.create(dataSource), types, clock);
  }

  @Bean
  QueueDepths asyncableQueueDepths(DataSource dataSource, EngineClock clock) {
    return new QueueDepths(JdbcClient.create(dataSource), clock);
  }
}

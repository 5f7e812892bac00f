package io.asyncable.queue;

import io.asyncable.record.Policies;
import io.asyncable.worker.EngineClock;
import javax.sql.DataSource;
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
}

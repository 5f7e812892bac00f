package io.asyncable.statistics;

import io.asyncable.worker.Duty;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Configures counting, on every instance. It costs nothing where nothing is counted. */
@AutoConfiguration(afterName = "io.asyncable.worker.WorkerAutoConfiguration")
@Import({Counters.class, StatisticsRows.class, StatisticsWriter.class, TypeStatistics.class})
class StatisticsAutoConfiguration {

  @Bean
  Duty asyncableStatisticsDuty(StatisticsWriter writer) {
    return writer.writing();
  }

  @Bean
  Duty asyncableStatisticsRetentionDuty(StatisticsWriter writer) {
    return writer.forgetting();
  }
}

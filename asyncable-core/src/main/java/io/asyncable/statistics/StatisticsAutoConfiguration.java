package io.asyncable.statistics;

import io.asyncable.database.EngineDatabase;
import io.asyncable.type.Policies;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Counting, on every instance; what is never counted costs nothing. */
@AutoConfiguration(afterName = "io.asyncable.worker.WorkerAutoConfiguration")
class StatisticsAutoConfiguration {

  @Bean
  Counters asyncableCounters(Policies policies, EngineClock clock) {
    return new Counters(policies, clock);
  }

  @Bean
  StatisticsRows asyncableStatisticsRows(
      EngineDatabase database, PlatformTransactionManager transactions) {
    return new StatisticsRows(database.client(), database.transactions(transactions));
  }

  @Bean
  StatisticsWriter asyncableStatisticsWriter(
      Counters counters, StatisticsRows rows, EngineClock clock, Duties duties) {
    return new StatisticsWriter(counters, rows, clock, duties);
  }

  @Bean
  Duty asyncableStatisticsDuty(StatisticsWriter writer) {
    return writer.writing();
  }

  @Bean
  Duty asyncableStatisticsRetentionDuty(StatisticsWriter writer) {
    return writer.forgetting();
  }

  @Bean
  TypeStatistics asyncableTypeStatistics(StatisticsRows rows, EngineClock clock) {
    return new TypeStatistics(rows, clock);
  }
}

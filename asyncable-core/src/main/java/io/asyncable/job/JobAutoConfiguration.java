package io.asyncable.job;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.LibraryEntities;
import io.asyncable.submit.NewRows;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Jobs: their types, and what stores them. */
@AutoConfiguration(
    before = org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration.class)
@EnableConfigurationProperties(JobSettings.class)
@Import({
  LibraryEntities.class,
  Payloads.class,
  JobMethods.class,
  JobTypes.class,
  Requests.class,
  UniqueKeys.class,
  HandWritten.class,
  JobRows.class,
  JobKeeper.class
})
class JobAutoConfiguration {

  @Bean
  Duty asyncableJobDuty(JobKeeper keeper) {
    return keeper.duty();
  }

  @Bean
  Jobs asyncableJobs(
      Requests requests,
      JobRows rows,
      NewRows transaction,
      EngineClock clock,
      JobSettings settings) {
    return new DefaultJobs(requests, rows, transaction, clock, settings, JobOptions.NONE);
  }

  @Bean
  NamedJobs asyncableNamedJobs(
      JobTypes types, HandWritten requests, Payloads payloads, Jobs jobs, EngineDatabase database) {
    return new NamedJobs(types, requests, payloads, jobs, database);
  }
}

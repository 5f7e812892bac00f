package io.asyncable.job.batch;

import io.asyncable.worker.Duty;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Batches, and jobs that wait for others. */
@AutoConfiguration(afterName = "io.asyncable.submit.SubmitAutoConfiguration")
@Import({
  WaitingJobs.class,
  Releases.class,
  Dependencies.class,
  BatchRows.class,
  Batches.class,
  Waits.class
})
class BatchAutoConfiguration {

  @Bean
  Duty asyncableDependenciesDuty(Releases releases) {
    return releases.duty();
  }
}

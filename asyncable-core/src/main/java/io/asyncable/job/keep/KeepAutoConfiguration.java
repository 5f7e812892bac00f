package io.asyncable.job.keep;

import io.asyncable.worker.Duty;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Progress, logs and results of jobs. */
@AutoConfiguration(afterName = "io.asyncable.worker.WorkerAutoConfiguration")
@EnableConfigurationProperties(LogSettings.class)
@Import({LogRows.class, JobOutput.class, ProgressRows.class})
class KeepAutoConfiguration {

  @Bean
  Duty asyncableJobLogDuty(JobOutput output) {
    return output.duty();
  }
}

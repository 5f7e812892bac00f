package io.asyncable.schedule;

import io.asyncable.job.Jobs;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Recurring jobs. */
@AutoConfiguration(afterName = "io.asyncable.job.JobAutoConfiguration")
@EnableConfigurationProperties(ScheduleSettings.class)
@Import({Declarations.class, ScheduleRows.class, Firing.class})
class ScheduleAutoConfiguration {

  @Bean
  Duty asyncableScheduleDuty(Firing firing) {
    return firing.duty();
  }

  @Bean
  Schedules asyncableSchedules(
      Declarations declarations, ScheduleRows rows, Jobs jobs, EngineClock clock) {
    return new DefaultSchedules(declarations, rows, jobs, clock);
  }
}

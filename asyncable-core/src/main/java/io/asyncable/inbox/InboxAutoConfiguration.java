package io.asyncable.inbox;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Messages, and the search for records to report. */
@AutoConfiguration(afterName = "io.asyncable.run.RunAutoConfiguration")
@EnableConfigurationProperties(MessageSettings.class)
@Import({
  Messages.class,
  UntoldFailures.class,
  Addressed.class,
  Failing.class,
  Watched.class,
  Teller.class
})
class InboxAutoConfiguration {

  @Bean
  Duty asyncableMessageDuty(
      Teller teller, Duties duties, MessageSettings settings, Troubles troubles) {
    return duties
        .named("messages")
        .on(Role.SWEEPER)
        .every(settings.interval())
        .failingWhile(() -> troubles.isFailing(Work.TELL))
        .doing(teller::look);
  }
}

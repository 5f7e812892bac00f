package io.asyncable.inbox;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
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
  Duty asyncableMessageDuty(Teller teller, Duties duties, MessageSettings settings) {
    return duties.named("messages").on(Role.SWEEPER).every(settings.interval()).doing(teller::look);
  }
}

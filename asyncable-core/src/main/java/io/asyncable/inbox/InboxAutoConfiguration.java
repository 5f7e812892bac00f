package io.asyncable.inbox;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.database.EngineDatabase;
import io.asyncable.describe.Descriptions;
import io.asyncable.move.History;
import io.asyncable.search.RecordList;
import io.asyncable.search.Unconcluded;
import io.asyncable.type.AttributeValues;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages, and the search for records to report. */
@AutoConfiguration(afterName = "io.asyncable.run.RunAutoConfiguration")
class InboxAutoConfiguration {

  /** Handlers describe records, and one of them acts on records and so tells of them. */
  @Bean
  Messages asyncableMessages(
      ProcessTypes types,
      RecordList records,
      ObjectProvider<Descriptions> descriptions,
      EngineDatabase database,
      EngineClock clock) {
    return new Messages(types, records, descriptions::getObject, database.client(), clock);
  }

  @Bean
  Teller asyncableTeller(
      ProcessTypes types,
      Unconcluded records,
      History history,
      AttributeValues values,
      Descriptions descriptions,
      Policies policies,
      Messages messages,
      EngineDatabase database,
      Troubles troubles,
      EngineClock clock,
      AsyncableProperties settings,
      Duties duties) {
    JdbcClient jdbc = database.client();
    Failing failing =
        new Failing(
            records,
            history,
            values,
            descriptions,
            policies,
            messages,
            jdbc,
            settings.messages().failingAfter());
    Duty.Plan plan =
        duties.named("messages").on(Role.SWEEPER).every(settings.messages().interval());
    return new Teller(types, failing, new Watched(jdbc), troubles, clock, plan);
  }

  @Bean
  Duty asyncableMessageDuty(@Qualifier("asyncableTeller") Teller teller) {
    return teller.duty();
  }
}

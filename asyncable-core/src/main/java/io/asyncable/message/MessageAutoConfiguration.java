package io.asyncable.message;

import io.asyncable.AsyncableProperties;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.record.AttributeValues;
import io.asyncable.record.EngineDatabase;
import io.asyncable.record.History;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.record.Unconcluded;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages, and the look for what must be told. */
@AutoConfiguration(afterName = "io.asyncable.dispatch.DispatchAutoConfiguration")
class MessageAutoConfiguration {

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
      AsyncableProperties settings) {
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
    return new Teller(types, failing, new Watched(jdbc), troubles, clock, settings);
  }
}

package io.asyncable.inbox;

import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.describe.Descriptions;
import io.asyncable.move.History;
import io.asyncable.search.Unconcluded;
import io.asyncable.type.AttributeValues;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What another sweeping instance would look with. */
@TestConfiguration(proxyBeanMethods = false)
public class SecondTeller {

  @Bean
  Teller secondTeller(
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
    return new InboxAutoConfiguration()
        .asyncableTeller(
            types,
            records,
            history,
            values,
            descriptions,
            policies,
            messages,
            database,
            troubles,
            clock,
            settings,
            duties);
  }
}

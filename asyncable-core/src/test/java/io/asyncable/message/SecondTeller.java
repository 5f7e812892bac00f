package io.asyncable.message;

import io.asyncable.AsyncableProperties;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.record.AttributeValues;
import io.asyncable.record.EngineDatabase;
import io.asyncable.record.History;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Unconcluded;
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
      AsyncableProperties settings) {
    return new MessageAutoConfiguration()
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
            settings);
  }
}

package io.asyncable.inbox;

import io.asyncable.database.EngineDatabase;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What another sweeping instance would look with. */
@TestConfiguration(proxyBeanMethods = false)
public class SecondTeller {

  @Bean(defaultCandidate = false)
  Teller secondTeller(
      AutowireCapableBeanFactory beans,
      ProcessTypes types,
      EngineDatabase database,
      Troubles troubles,
      EngineClock clock) {
    return new Teller(
        types, beans.createBean(Failing.class), new Watched(database), troubles, clock);
  }
}

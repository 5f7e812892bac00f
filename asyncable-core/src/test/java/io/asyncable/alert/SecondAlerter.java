package io.asyncable.alert;

import io.asyncable.AlertChannel;
import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.describe.Descriptions;
import io.asyncable.search.RecordList;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** What another sweeping instance would look with. */
@TestConfiguration(proxyBeanMethods = false)
public class SecondAlerter {

  @Bean
  Alerter secondAlerter(
      Map<String, AlertChannel> channels,
      ProcessTypes types,
      RecordList records,
      Descriptions descriptions,
      EngineDatabase database,
      Troubles troubles,
      Heartbeat worker,
      PlatformTransactionManager transactions,
      EngineClock clock,
      AsyncableProperties settings,
      ObjectProvider<MeterRegistry> meters,
      Duties duties) {
    return new AlertAutoConfiguration()
        .asyncableAlerter(
            channels,
            types,
            records,
            descriptions,
            database,
            troubles,
            worker,
            transactions,
            clock,
            settings,
            meters,
            duties);
  }
}

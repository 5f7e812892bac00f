package io.asyncable.alert;

import io.asyncable.AlertChannel;
import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.describe.Descriptions;
import io.asyncable.search.RecordList;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Alerts, and the search for expired records. */
@AutoConfiguration(afterName = "io.asyncable.explain.ExplainAutoConfiguration")
class AlertAutoConfiguration {

  @Bean
  AlertChannel asyncableAlertLog(ProcessTypes types, ObjectProvider<MeterRegistry> meters) {
    return new AlertLog(types, meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  Alerter asyncableAlerter(
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
    AlertRows rows = new AlertRows(database.client());
    Gathering gathering =
        new Gathering(
            types,
            rows,
            channels.keySet(),
            database.transactions(transactions),
            troubles,
            settings.alerts().interval(),
            clock);
    AlertWords words = new AlertWords(types, records, descriptions, clock);
    MeterRegistry registry = meters.getIfAvailable(SimpleMeterRegistry::new);
    List<AlertDelivery> deliveries =
        channels.entrySet().stream()
            .map(
                each ->
                    new AlertDelivery(
                        each.getKey(),
                        each.getValue(),
                        rows,
                        words,
                        registry.counter("asyncable.alerts.failed", "channel", each.getKey()),
                        clock))
            .toList();
    LastingTroubles lasting =
        new LastingTroubles(troubles, worker, settings.alerts().troubleAfter(), clock);
    return new Alerter(lasting, gathering, deliveries, settings, duties);
  }

  @Bean
  Duty asyncableAlertDuty(@Qualifier("asyncableAlerter") Alerter alerter) {
    return alerter.duty();
  }
}

package io.asyncable.alert;

import io.asyncable.AlertChannel;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duty;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Alerts, and the search for expired records. */
@AutoConfiguration(afterName = "io.asyncable.explain.ExplainAutoConfiguration")
@EnableConfigurationProperties(AlertSettings.class)
@Import({
  AlertRows.class,
  AlertWords.class,
  GatheringOfType.class,
  Gathering.class,
  AlertDeliveries.class,
  LastingTroubles.class,
  Alerter.class
})
class AlertAutoConfiguration {

  /** Waiting alerts and a meter name the channel by its bean. */
  @Bean
  AlertChannel asyncableAlertLog(ProcessTypes types, ObjectProvider<MeterRegistry> meters) {
    return new AlertLog(types, meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  Duty asyncableAlertDuty(Alerter alerter) {
    return alerter.duty();
  }
}

package io.asyncable.alert;

import io.asyncable.AsyncableProperties;
import io.asyncable.worker.Duties;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What another sweeping instance would look with. */
@TestConfiguration(proxyBeanMethods = false)
public class SecondAlerter {

  @Bean(defaultCandidate = false)
  Alerter secondAlerter(
      AutowireCapableBeanFactory beans,
      Gathering gathering,
      AlertSettings alerts,
      AsyncableProperties settings,
      Duties duties) {
    return new Alerter(
        beans.createBean(LastingTroubles.class),
        gathering,
        beans.createBean(AlertDeliveries.class),
        alerts,
        settings,
        duties);
  }
}

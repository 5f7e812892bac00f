package io.asyncable.test.depot;

import io.asyncable.Permission;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the feature consists of. */
@TestConfiguration(proxyBeanMethods = false)
@Import({DepotPages.class, DepotPages.Waiting.class, Depots.class})
public class DepotConfiguration {

  @Bean
  static Permission viewDepots() {
    return new Permission(DepotPages.VIEW_DEPOTS, false);
  }
}

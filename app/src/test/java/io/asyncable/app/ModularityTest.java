package io.asyncable.app;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  @Test
  void theDomainsKeepToTheirBoundaries() {
    ApplicationModules.of(AsyncableApplication.class).verify();
  }
}

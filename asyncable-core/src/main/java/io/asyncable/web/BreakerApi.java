package io.asyncable.web;

import io.asyncable.Permission;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;

/** The circuit breakers as JSON. */
@Api
class BreakerApi {

  private final Breakers breakers;

  BreakerApi(Breakers breakers) {
    this.breakers = breakers;
  }

  @GetMapping("/api/breakers")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<BreakerView>> list() {
    return Map.of("breakers", breakers.all());
  }
}

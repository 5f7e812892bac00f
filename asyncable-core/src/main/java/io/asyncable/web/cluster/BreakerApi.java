package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
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
  @Operation(
      summary =
          "List the circuit breakers: where they are not closed and how many records they hold")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<BreakerView>> list(Viewer viewer) {
    return Map.of("breakers", breakers.all(viewer));
  }
}

package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.explain.HealthReport;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The engine's health as JSON. */
@Api
@RequestMapping("/api")
class HealthApi {

  private final Health health;

  HealthApi(Health health) {
    this.health = health;
  }

  @GetMapping("/health")
  @Operation(summary = "Show the engine's health")
  @Requires(Permission.VIEW_LIST)
  HealthReport health(Viewer viewer) {
    return health.of(viewer);
  }
}

package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;

/** The workers as JSON. */
@Api
class WorkerApi {

  private final Workers workers;

  WorkerApi(Workers workers) {
    this.workers = workers;
  }

  @GetMapping("/api/workers")
  @Operation(
      summary = "List the living workers and those that died recently, with the attempts they run")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<WorkerView>> list(Viewer viewer) {
    return Map.of("workers", workers.all(viewer));
  }
}

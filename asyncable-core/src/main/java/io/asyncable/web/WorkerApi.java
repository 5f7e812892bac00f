package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
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
  @Requires(Permission.VIEW_LIST)
  Map<String, List<WorkerView>> list(Viewer viewer) {
    return Map.of("workers", workers.all(viewer));
  }
}

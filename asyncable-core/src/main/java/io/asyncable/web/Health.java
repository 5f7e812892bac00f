package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.explain.EngineHealth;
import io.asyncable.explain.HealthReport;

/** What a user may see of the engine's health. */
record Health(EngineHealth engine) {

  /** Leaves out the types of which the user may not see the list. */
  HealthReport of(Viewer viewer) {
    HealthReport all = engine.now();
    return new HealthReport(
        all.at(),
        all.problems(),
        all.kafka(),
        all.instances(),
        all.lanes(),
        all.types().stream()
            .filter(type -> viewer.may(Permission.VIEW_LIST, type.type()))
            .toList());
  }
}

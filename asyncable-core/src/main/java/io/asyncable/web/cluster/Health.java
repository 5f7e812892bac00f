package io.asyncable.web.cluster;

import io.asyncable.access.Viewer;
import io.asyncable.explain.EngineHealth;
import io.asyncable.explain.HealthReport;
import io.asyncable.web.VisibleTypes;

/** The part of the engine's health that a user may see. */
final class Health {

  private final EngineHealth engine;
  private final VisibleTypes types;

  Health(EngineHealth engine, VisibleTypes types) {
    this.engine = engine;
    this.types = types;
  }

  /** The report without the types whose list the user may not see. */
  HealthReport of(Viewer viewer) {
    return engine.now(types.of(viewer));
  }
}

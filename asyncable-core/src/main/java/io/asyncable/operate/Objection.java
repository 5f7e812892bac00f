package io.asyncable.operate;

import io.asyncable.move.Act;
import io.asyncable.type.ProcessType;
import java.util.Optional;

/** Refuses an act on records of a type that has another way to do it. */
@FunctionalInterface
public interface Objection {

  /** Why not, and what to do instead; empty where there is no objection. */
  Optional<String> to(Act act, ProcessType type, String id);
}

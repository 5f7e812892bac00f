package io.asyncable.operate;

import io.asyncable.move.Act;
import io.asyncable.type.ProcessType;
import java.util.Optional;

/** Refuses acts on records of a type that offers another way. */
@FunctionalInterface
public interface Objection {

  /** Why the act is refused and what to do instead; empty if it is allowed. */
  Optional<String> to(Act act, ProcessType type, String id);
}

package io.asyncable.operate;

import io.asyncable.type.ProcessType;
import java.util.Optional;

/** Keeps an act from records of a type for which it is done in another way. */
@FunctionalInterface
public interface Objection {

  /** Why not, and what to do instead; empty where there is no objection. */
  Optional<String> to(String action, ProcessType type, String id);
}

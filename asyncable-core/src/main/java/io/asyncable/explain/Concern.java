package io.asyncable.explain;

import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.Collection;
import java.util.List;

/**
 * The process types that a reader asks about, and their queues.
 *
 * @param wanted the process types that the reader asks about
 */
record Concern(ProcessTypes types, Policies policies, Collection<ProcessType> wanted) {

  boolean isAll() {
    return wanted.containsAll(types.all());
  }

  /** The names of the queues that carry wanted types. */
  List<String> queues() {
    return wanted.stream().map(type -> policies.of(type).queue()).distinct().sorted().toList();
  }

  boolean has(String queue) {
    return queues().contains(queue);
  }

  /** Whether the queue carries only wanted types. */
  boolean whole(String queue) {
    return types.all().stream()
        .filter(type -> policies.of(type).queue().equals(queue))
        .allMatch(wanted::contains);
  }
}

package io.asyncable.explain;

import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.Collection;
import java.util.List;

/**
 * The process types and queues that a question is about.
 *
 * @param wanted the process types
 */
record Concern(ProcessTypes types, Policies policies, Collection<ProcessType> wanted) {

  boolean isAll() {
    return wanted.containsAll(types.all());
  }

  /** The queues that carry any of it, by name. */
  List<String> queues() {
    return wanted.stream().map(type -> policies.of(type).queue()).distinct().sorted().toList();
  }

  boolean has(String queue) {
    return queues().contains(queue);
  }

  /** Whether the queue carries nothing else. */
  boolean whole(String queue) {
    return types.all().stream()
        .filter(type -> policies.of(type).queue().equals(queue))
        .allMatch(wanted::contains);
  }
}

package io.asyncable.queue;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.ConfigurationProblem;
import io.asyncable.queue.QueueSettings.Size;
import io.asyncable.start.Nearest;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queues that this instance consumes, and how much it takes of each. The start stops unless the
 * settings of queues and of process types name the same queues.
 */
public final class ConsumedQueues {

  private static final String DEFAULT = "default";

  /** Configured wherever there are pages, whether or not bulk actions are moved elsewhere. */
  private static final String OF_BULK_ACTIONS = "bulk";

  private final Set<String> names;
  private final QueueSettings settings;

  ConsumedQueues(
      ProcessTypes types, Policies policies, QueueSettings settings, AsyncableProperties instance) {
    Set<String> configured = settings.queues().keySet();
    types.all().forEach(type -> refuseUnknown(type, policies, configured));
    configured.forEach(name -> refuseUnused(name, policies.queues()));
    this.names = instance.has(Role.WORKER) ? policies.queues() : Set.of();
    this.settings = settings;
  }

  private static void refuseUnknown(ProcessType type, Policies policies, Set<String> configured) {
    String queue = policies.of(type).queue();
    if (!queue.equals(DEFAULT) && !configured.contains(queue)) {
      Set<String> usual = new TreeSet<>(configured);
      usual.add(DEFAULT);
      usual.remove(OF_BULK_ACTIONS);
      throw new ConfigurationProblem(
          "The queue of %s is '%s' (from %s), but there is no such queue. Configure asyncable.queues.%s.concurrency, or use one of %s."
              .formatted(type, queue, policies.source(type.name(), "queue"), queue, usual));
    }
  }

  /** A misspelt name would configure a queue that carries nothing. */
  private static void refuseUnused(String name, Set<String> used) {
    if (!name.equals(DEFAULT) && !name.equals(OF_BULK_ACTIONS) && !used.contains(name)) {
      throw new ConfigurationProblem(
          "asyncable.queues.%s: no process type uses a queue of that name.%s Remove it, or set asyncable.types.<name>.queue=%s."
              .formatted(
                  name,
                  Nearest.to(name, used).map(" Did you mean '%s'?"::formatted).orElse(""),
                  name));
    }
  }

  /** Empty on an instance without the role worker. */
  public Set<String> names() {
    return names;
  }

  /** How much this instance takes of a queue. */
  public Size size(String queue) {
    return settings.of(queue);
  }
}

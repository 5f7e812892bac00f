package io.asyncable.record;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Type;
import io.asyncable.ConfigurationProblem;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The policy in force for every process type. */
public final class Policies {

  private final Map<String, Policy> byType = new TreeMap<>();
  private final Map<String, List<PolicyValue>> values = new TreeMap<>();

  Policies(ProcessTypes types, AsyncableProperties properties) {
    for (ProcessType type : types.all()) {
      Type own = properties.types().getOrDefault(type.name(), Type.NONE);
      PolicySources sources = new PolicySources(type.name(), own, properties.defaults());
      byType.put(type.name(), sources.policy());
      values.put(type.name(), sources.values());
    }
    refuseUnknownTypes(properties.types().keySet());
    refuseUnknownQueues(properties.queues().keySet());
    refuseShortRetention(properties.history().retention());
  }

  private void refuseUnknownTypes(Set<String> configured) {
    for (String name : configured) {
      if (!byType.containsKey(name)) {
        throw new ConfigurationProblem(
            "asyncable.types.%s: there is no process type of that name. Known are %s. (A name with a dot is written in brackets: \"[Entity.field]\".)"
                .formatted(name, byType.keySet()));
      }
    }
  }

  private void refuseUnknownQueues(Set<String> configured) {
    byType.forEach(
        (type, policy) -> {
          if (!policy.queue().equals("default") && !configured.contains(policy.queue())) {
            throw new ConfigurationProblem(
                "asyncable.types.%s.queue: there is no queue '%s'. Configure asyncable.queues.%s, or use one of %s."
                    .formatted(type, policy.queue(), policy.queue(), configured));
          }
        });
  }

  /** The failures of a submission are counted from its newest entry. */
  private void refuseShortRetention(Duration retention) {
    byType.forEach(
        (type, policy) -> {
          if (policy.window().compareTo(retention) >= 0) {
            throw new ConfigurationProblem(
                "asyncable.history.retention=%s must be longer than the window of %s, which is %s. Lengthen it, or shorten asyncable.types.%s.window."
                    .formatted(retention, type, policy.window(), type));
          }
        });
  }

  /** The policy of a type. */
  public Policy of(ProcessType type) {
    return byType.get(type.name());
  }

  /** The policy of a type value by value, with where each comes from. */
  public List<PolicyValue> values(ProcessType type) {
    return values.get(type.name());
  }

  /** The queues that carry at least one type. */
  public Set<String> queues() {
    Set<String> queues = new LinkedHashSet<>();
    byType.values().forEach(policy -> queues.add(policy.queue()));
    return queues;
  }
}

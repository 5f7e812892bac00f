package io.asyncable.type;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Type;
import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import io.asyncable.start.Nearest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The policy in force for every process type. */
public final class Policies {

  private static final String DEFAULT = "default";

  /** Configured wherever there are pages, whether or not bulk actions are moved elsewhere. */
  private static final String OF_BULK_ACTIONS = "bulk";

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
    refuseUnusedQueues(properties.queues().keySet());
    refuseLongIntervals();
    refuseShortRetention(properties.history().retention());
  }

  private void refuseUnknownTypes(Set<String> configured) {
    for (String name : configured) {
      if (!byType.containsKey(name)) {
        throw new ConfigurationProblem(
            "asyncable.types.%s: there is no process type of that name. Use one of %s. (Write a name with a dot in brackets: \"[Entity.field]\".)"
                .formatted(name, byType.keySet()));
      }
    }
  }

  private void refuseUnknownQueues(Set<String> configured) {
    byType.forEach(
        (type, policy) -> {
          if (!policy.queue().equals(DEFAULT) && !configured.contains(policy.queue())) {
            Set<String> usual = new TreeSet<>(configured);
            usual.add(DEFAULT);
            usual.remove(OF_BULK_ACTIONS);
            throw new ConfigurationProblem(
                "asyncable.types.%s.queue: there is no queue '%s'. Configure asyncable.queues.%s.concurrency, or use one of %s."
                    .formatted(type, policy.queue(), policy.queue(), usual));
          }
        });
  }

  /** A misspelt name would configure a queue that carries nothing. */
  private void refuseUnusedQueues(Set<String> configured) {
    for (String name : configured) {
      if (!name.equals(DEFAULT) && !name.equals(OF_BULK_ACTIONS) && !queues().contains(name)) {
        throw new ConfigurationProblem(
            "asyncable.queues.%s: no process type uses a queue of that name.%s Remove it, or set asyncable.types.<name>.queue=%s."
                .formatted(
                    name,
                    Nearest.to(name, queues()).map(" Did you mean '%s'?"::formatted).orElse(""),
                    name));
      }
    }
  }

  private void refuseLongIntervals() {
    byType.forEach(
        (type, policy) -> {
          if (policy.retryInterval().compareTo(policy.maxRetryInterval()) > 0) {
            throw new ConfigurationProblem(
                "The retry-interval of %s is %s (from %s), longer than its max-retry-interval of %s (from %s). Raise asyncable.types.%s.max-retry-interval, or lower the retry-interval."
                    .formatted(
                        type,
                        DurationSetting.words(policy.retryInterval()),
                        source(type, "retry-interval"),
                        DurationSetting.words(policy.maxRetryInterval()),
                        source(type, "max-retry-interval"),
                        type));
          }
        });
  }

  private String source(String type, String setting) {
    return values.get(type).stream()
        .filter(value -> value.name().equals(setting))
        .map(PolicyValue::source)
        .findFirst()
        .orElseThrow();
  }

  /** The failures of a submission are counted from its newest entry. */
  private void refuseShortRetention(Duration retention) {
    byType.forEach(
        (type, policy) -> {
          if (policy.window().compareTo(retention) >= 0) {
            throw new ConfigurationProblem(
                "asyncable.history.retention=%s must be longer than the window of %s, which is %s. Raise it, or lower asyncable.types.%s.window."
                    .formatted(
                        DurationSetting.words(retention),
                        type,
                        DurationSetting.words(policy.window()),
                        type));
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

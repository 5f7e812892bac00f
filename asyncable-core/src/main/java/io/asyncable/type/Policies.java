package io.asyncable.type;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The policy in force for every process type. */
public final class Policies {

  private final Map<String, Policy> byType = new TreeMap<>();
  private final Map<String, List<PolicyValue>> values = new TreeMap<>();

  Policies(ProcessTypes types, TypeSettings settings) {
    for (ProcessType type : types.all()) {
      PolicySources sources = new PolicySources(type, settings.of(type), settings.defaults());
      byType.put(type.name(), sources.policy());
      values.put(type.name(), sources.values());
    }
    refuseUnknownTypes(settings.types().keySet());
    refuseLongIntervals();
    refuseSharing(settings);
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

  /** Attempts that share a transaction run again if one of them fails. */
  private void refuseSharing(TypeSettings settings) {
    settings
        .types()
        .forEach(
            (type, own) -> {
              Integer size = own.transactionSize();
              if (size != null && size > 1 && byType.get(type).stopsWhenLost()) {
                throw new ConfigurationProblem(
                    "asyncable.types.%s.transaction-size is set, but attempts that share a transaction may run again, which when-lost=stop (from %s) does not allow. Remove one of them."
                        .formatted(type, source(type, "when-lost")));
              }
            });
  }

  /** Which setting, declaration or preset decided a value of a type's policy. */
  public String source(String type, String setting) {
    return values.get(type).stream()
        .filter(value -> value.name().equals(setting))
        .map(PolicyValue::source)
        .findFirst()
        .orElseThrow();
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

package io.asyncable.guard;

import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds a guard for each process type from the Resilience4j instances that its policy names. */
public final class Guards {

  private final Map<String, Guard> byType = new HashMap<>();
  private final Services services;
  private final BreakerWatches watches;
  private final LimitRows limits;

  Guards(
      ProcessTypes types,
      Policies policies,
      Services services,
      BreakerWatches watches,
      LimitRows limits) {
    this.services = services;
    this.watches = watches;
    this.limits = limits;
    types.all().forEach(type -> byType.put(type.name(), guard(type, policies.of(type).services())));
  }

  private Guard guard(ProcessType type, List<String> named) {
    named.forEach(service -> services.requireKnown(type, service));
    List<String> names = Stream.concat(named.stream(), Stream.of(type.name())).toList();
    return new Guard(
        services.breakers(names).stream().map(watches::of).toList(),
        services.limiters(names),
        services.bulkheads(names),
        services.timeLimit(names).orElse(null),
        limits);
  }

  public Guard of(ProcessType type) {
    return byType.get(type.name());
  }
}

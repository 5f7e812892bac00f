package io.asyncable.explain;

import io.asyncable.queue.QueueDepth;
import io.asyncable.queue.QueueDepths;
import io.asyncable.text.Plural;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How many records wait for an attempt; counted only from time to time, however many pages are
 * open.
 */
final class WaitingRecords {

  private static final Duration FRESH = Duration.ofSeconds(2);

  private record Count(Instant at, Map<ProcessType, Long> byType) {}

  /** By service. */
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private final ProcessTypes types;
  private final Policies policies;
  private final QueueDepths depths;

  WaitingRecords(ProcessTypes types, Policies policies, QueueDepths depths) {
    this.types = types;
    this.policies = policies;
    this.depths = depths;
  }

  /** The names under which limits and breakers guard this type. */
  Stream<String> services(ProcessType type) {
    return Stream.concat(policies.of(type).services().stream(), Stream.of(type.name()));
  }

  /** Records that wait and need this service; more than {@link QueueDepths#LARGEST} if so many. */
  int needing(String service, Instant now) {
    return Math.toIntExact(byType(service, now).values().stream().mapToLong(Long::longValue).sum());
  }

  /** The same of each type of which any does. */
  Map<ProcessType, Long> byType(String service, Instant now) {
    Count known = counts.get(service);
    if (known == null || Duration.between(known.at(), now).abs().compareTo(FRESH) > 0) {
      known = new Count(now, count(service));
      counts.put(service, known);
    }
    return known.byType();
  }

  private Map<ProcessType, Long> count(String service) {
    Map<ProcessType, Long> byType = new HashMap<>();
    for (ProcessType type : types.all()) {
      long waiting =
          services(type).anyMatch(service::equals) ? waiting(depths.of(List.of(type))) : 0;
      if (waiting > 0) {
        byType.put(type, waiting);
      }
    }
    return Map.copyOf(byType);
  }

  /** Those of one type. */
  QueueDepth of(ProcessType type) {
    return depths.of(List.of(type));
  }

  static long waiting(QueueDepth depth) {
    return (long) depth.queued() + depth.retrying();
  }

  /** A count for people. */
  static String words(long records) {
    return records > QueueDepths.LARGEST
        ? "more than " + Plural.of(QueueDepths.LARGEST, "record")
        : Plural.of(records, "record");
  }
}

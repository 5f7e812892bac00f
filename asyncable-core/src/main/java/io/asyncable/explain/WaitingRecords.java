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
 * Counts the records that wait for an attempt. It counts the records of a service at most every 2
 * s, however many pages are open.
 */
final class WaitingRecords {

  private static final Duration FRESH = Duration.ofSeconds(2);

  private record Count(Instant at, Map<ProcessType, Long> byType) {}

  /** The latest counts by service. */
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  private final ProcessTypes types;
  private final Policies policies;
  private final QueueDepths depths;

  WaitingRecords(ProcessTypes types, Policies policies, QueueDepths depths) {
    this.types = types;
    this.policies = policies;
    this.depths = depths;
  }

  /** The names of the limits and breakers that guard this type. */
  Stream<String> services(ProcessType type) {
    return Stream.concat(policies.of(type).services().stream(), Stream.of(type.name()));
  }

  /**
   * The number of waiting records that need this service; more than {@link QueueDepths#LARGEST} if
   * there are too many to count.
   */
  int needing(String service, Instant now) {
    return Math.toIntExact(byType(service, now).values().stream().mapToLong(Long::longValue).sum());
  }

  /** The same number by type; types without such records are missing. */
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

  /** The waiting records of one type. */
  QueueDepth of(ProcessType type) {
    return depths.of(List.of(type));
  }

  static long waiting(QueueDepth depth) {
    return (long) depth.queued() + depth.retrying();
  }

  /** A number of records in words. */
  static String words(long records) {
    return records > QueueDepths.LARGEST
        ? "more than " + Plural.of(QueueDepths.LARGEST, "record")
        : Plural.of(records, "record");
  }
}

package io.asyncable.explain;

import io.asyncable.State;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many records of a type wait for an attempt, and since when; asked now and then only. */
final class WaitingRecords {

  /** More are not counted. */
  static final int MOST = 10_000;

  private static final Duration FRESH = Duration.ofSeconds(2);

  private static final String WAITING =
      "{due_at} is not null and (({queued}) or ({retrying}))"
          .replace("{queued}", State.QUEUED.condition().sql(ProcessType::braced, ":now"))
          .replace("{retrying}", State.RETRYING.condition().sql(ProcessType::braced, ":now"));

  /** Uses the partial index on {@code due_at}. */
  private static final String COUNT =
      "select count(*) from (select 1 from {table} where %s limit :most) c".formatted(WAITING);

  /** Uses the partial index on {@code last_submitted_at}. */
  private static final String OLDEST =
      """
      select {last_submitted_at} from {table}
      where {last_submitted_at} is not null and {submitted_at} is not null
        and {processed_at} is null and {canceled_at} is null and %s
      order by {last_submitted_at} limit 1
      """
          .formatted(WAITING);

  private record Count(Instant at, long records) {}

  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final ProcessTypes types;
  private final Policies policies;
  private final JdbcClient jdbc;

  WaitingRecords(ProcessTypes types, Policies policies, JdbcClient jdbc) {
    this.types = types;
    this.policies = policies;
    this.jdbc = jdbc;
  }

  /** The names under which limits and breakers guard this type. */
  Stream<String> services(ProcessType type) {
    return Stream.concat(policies.of(type).services().stream(), Stream.of(type.name()));
  }

  /** Records that wait and need this service; more than {@link #MOST} if there are more. */
  long needing(String service, Instant now) {
    return types.all().stream()
        .filter(type -> services(type).anyMatch(service::equals))
        .mapToLong(type -> count(type, now))
        .sum();
  }

  /** Records of a type that wait; {@link #MOST} and one if there are more. */
  long count(ProcessType type, Instant now) {
    Count known = counts.get(type.name());
    if (known == null || Duration.between(known.at(), now).abs().compareTo(FRESH) > 0) {
      known = new Count(now, counted(type, now));
      counts.put(type.name(), known);
    }
    return known.records();
  }

  private long counted(ProcessType type, Instant now) {
    return jdbc.sql(type.sql(COUNT))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", MOST + 1)
        .query(Long.class)
        .single();
  }

  /** When the longest waiting record of a type became eligible. */
  Optional<Instant> oldest(ProcessType type, Instant now) {
    return jdbc.sql(type.sql(OLDEST))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** A count for people. */
  static String words(long records) {
    return records > MOST
        ? "more than %,d records".formatted(MOST)
        : records == 1 ? "1 record" : "%,d records".formatted(records);
  }
}

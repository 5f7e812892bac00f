package io.asyncable.search;

import io.asyncable.database.BoundedReads;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.move.Event;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Failed attempts grouped by fingerprint. A group counts a record as unconcluded while the
 * submission that failed so is neither processed nor canceled; a restart removes the record from
 * the count. It counts a record as recovered if that submission was processed and nobody acted on
 * it.
 */
public final class ErrorGroups {

  /**
   * Reads the failures from the index asyncable_history_failure_idx alone, and looks for acts of
   * people only where a record was processed.
   */
  private static final String COUNT =
      """
      select h.fingerprint, cast(sum(h.attempts) as bigint) as attempts, count(*) as records,
        count(t.{id}) filter (where t.{processed_at} is null) as unconcluded,
        count(t.{id}) filter (where t.{processed_at} is not null and not exists (
          select 1 from asyncable_history a where a.process_type = :type
            and a.record_id = h.record_id and a.submission = h.submission and a.event in %s))
          as recovered,
        max(h.last) as last_seen, count(*) over () as groups
      from (
        select fingerprint, record_id, max(submission) as submission, count(*) as attempts,
          max(occurred_at) as last
        from asyncable_history
        where process_type = :type and occurred_at >= :since and fingerprint is not null
        group by fingerprint, record_id) h
      left join {table} t on t.{id} = cast(h.record_id as {idType})
        and t.{last_submitted_at} = h.submission
        and t.{canceled_at} is null
      group by h.fingerprint order by attempts desc, h.fingerprint limit :limit
      """
          .formatted(Event.sql(EnumSet.of(Event.RETRIED_NOW, Event.MARKED_PROCESSED)));

  private static final String TREND =
      """
      select process_type, fingerprint, date_bin(cast(:step as interval), occurred_at, :since) as bin,
        count(*) as attempts
      from asyncable_history
      where process_type = any(:types) and occurred_at >= :since and fingerprint is not null
      group by process_type, fingerprint, bin
      """;

  /**
   * Reads one entry of asyncable_history_kind_idx for each end. It has no equality on the type but
   * an order by it. Otherwise the planner might read all entries by their id, and find none for a
   * type that never failed so.
   */
  private static final String KINDS =
      """
      select k.type, k.fingerprint, newest.error_class, newest.frame, newest.pattern,
        oldest.occurred_at as first_seen
      from unnest(:types, :fingerprints) k(type, fingerprint)
      cross join lateral (select error_class, frame, pattern from asyncable_history h
        where h.fingerprint = k.fingerprint and h.process_type between k.type and k.type
        order by process_type desc, id desc limit 1) newest
      cross join lateral (select occurred_at from asyncable_history h
        where h.fingerprint = k.fingerprint and h.process_type between k.type and k.type
        order by process_type, id limit 1) oldest
      """;

  /** In the same way. */
  private static final String EXAMPLE =
      """
      select h.* from unnest(:types) t(type)
      cross join lateral (
        select id, process_type, record_id, occurred_at, error_class, frame, message, stack
        from asyncable_history
        where fingerprint = :fingerprint and process_type between t.type and t.type
        order by process_type desc, id desc limit 1) h
      order by h.id desc limit 1
      """;

  private final BoundedReads database;

  ErrorGroups(BoundedReads database) {
    this.database = database;
  }

  /**
   * The failures of one type that have one fingerprint.
   *
   * @param attempts failed attempts
   * @param records records that had one
   * @param unconcluded how many of those still wait in the submission that failed so
   * @param recovered how many of those were processed in that submission, and nobody acted on them
   * @param groups how many fingerprints the type has in that time
   */
  public record Count(
      ProcessType type,
      String fingerprint,
      long attempts,
      long records,
      long unconcluded,
      long recovered,
      Instant lastSeen,
      long groups) {

    /** Which failures these are. */
    public Key key() {
      return new Key(type.name(), fingerprint);
    }
  }

  /** Failed attempts of one type and fingerprint from a time on. */
  public record Bin(String type, String fingerprint, Instant from, long attempts) {}

  /** A fingerprint among the failures of one type. */
  public record Key(String type, String fingerprint) {}

  /**
   * The common properties of the failures of one key, and when the oldest kept failure was.
   *
   * @param pattern the message without the parts that differ between these failures
   */
  public record Kind(
      Key key,
      @Nullable String errorClass,
      @Nullable String frame,
      @Nullable String pattern,
      Instant firstSeen) {}

  /** One failure. */
  public record Example(
      String type,
      String id,
      Instant occurredAt,
      @Nullable String errorClass,
      @Nullable String frame,
      @Nullable String message,
      @Nullable String stack) {}

  /** The fingerprints of a type's failures since then, the most frequent first. */
  public List<Count> counts(ProcessType type, Instant since, int limit) {
    Parameters parameters =
        new Parameters().value("type", type.name()).time("since", since).value("limit", limit);
    return database.read(
        jdbc ->
            jdbc.query(
                type.sql(COUNT),
                parameters,
                (row, index) ->
                    new Count(
                        type,
                        row.getString("fingerprint"),
                        row.getLong("attempts"),
                        row.getLong("records"),
                        row.getLong("unconcluded"),
                        row.getLong("recovered"),
                        SqlTime.read(row, "last_seen"),
                        row.getLong("groups"))));
  }

  /** Failed attempts since then in steps of that length; steps without any are left out. */
  public List<Bin> trend(Collection<ProcessType> types, Instant since, Duration step) {
    Parameters parameters =
        types(types).time("since", since).value("step", step.toSeconds() + " seconds");
    return database.read(
        jdbc ->
            jdbc.query(
                TREND,
                parameters,
                (row, index) ->
                    new Bin(
                        row.getString("process_type"),
                        row.getString("fingerprint"),
                        SqlTime.read(row, "bin"),
                        row.getLong("attempts"))));
  }

  /** Class, frame, pattern and first failure of each key. */
  public List<Kind> kinds(Collection<Key> keys) {
    Parameters parameters =
        new Parameters()
            .texts("types", List.copyOf(keys), Key::type)
            .texts("fingerprints", List.copyOf(keys), Key::fingerprint);
    return database.read(
        jdbc ->
            jdbc.query(
                KINDS,
                parameters,
                (row, index) ->
                    new Kind(
                        new Key(row.getString("type"), row.getString("fingerprint")),
                        row.getString("error_class"),
                        row.getString("frame"),
                        row.getString("pattern"),
                        SqlTime.read(row, "first_seen"))));
  }

  /** The newest failure of that fingerprint among these types; empty if there is none. */
  public Optional<Example> example(Collection<ProcessType> types, String fingerprint) {
    Parameters parameters = types(types).value("fingerprint", fingerprint);
    return database
        .read(jdbc -> jdbc.query(EXAMPLE, parameters, (row, index) -> example(row)))
        .stream()
        .findFirst();
  }

  private static Example example(ResultSet row) throws SQLException {
    return new Example(
        row.getString("process_type"),
        row.getString("record_id"),
        SqlTime.read(row, "occurred_at"),
        row.getString("error_class"),
        row.getString("frame"),
        row.getString("message"),
        row.getString("stack"));
  }

  private static Parameters types(Collection<ProcessType> types) {
    return new Parameters().texts("types", List.copyOf(types), ProcessType::name);
  }
}

package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The history of records: failed and lost attempts, and people's acts. Successes are not kept. */
public final class History {

  private static final String OF_RECORD =
      """
      select id, submission, attempt, event, cause, occurred_at, began_at, worker, worker_name, actor,
        error_class, message, stack, fingerprint, remedy
      from asyncable_history where process_type = :type and record_id = :id
      order by id desc limit :limit
      """;

  /**
   * Only one instance deletes at a time; the lock is taken once a statement, before anything is
   * read.
   */
  private static final String MY_TURN =
      "(select pg_try_advisory_xact_lock(hashtextextended('asyncable_history', 0)))";

  /** The largest number of rows that one statement deletes, so that it stays short. */
  public static final int PORTION = 10_000;

  private static final String NEWEST = "select coalesce(max(id), 0) from asyncable_history";

  /** Keeps the newest rows of every record that has one among these. */
  private static final String TRIM =
      """
      delete from asyncable_history where %s and id in (
        select h.id from (
          select distinct process_type, record_id from asyncable_history
          where id > :after and id <= :upTo) r
        cross join lateral (
          select id from asyncable_history h
          where h.process_type = r.process_type and h.record_id = r.record_id
          order by id desc offset :keep) h
        limit :portion)
      """
          .formatted(MY_TURN);

  /** Uses the index on {@code occurred_at}. */
  private static final String FORGET =
      """
      delete from asyncable_history where %s and id in (
        select id from asyncable_history where occurred_at < :before
        order by occurred_at limit :portion)
      """
          .formatted(MY_TURN);

  private final NamedParameterJdbcTemplate jdbc;

  History(EngineDatabase database) {
    this.jdbc = database.reading();
  }

  /** The newest entries of a record, newest first. */
  public List<Entry> of(ProcessType type, String id, int limit) {
    Parameters parameters =
        new Parameters().value("type", type.name()).value("id", id).value("limit", limit);
    return jdbc.query(
        OF_RECORD,
        parameters,
        (row, index) ->
            new Entry(
                SqlTime.readNullable(row, "submission"),
                row.getInt("attempt"),
                row.getString("event"),
                row.getString("cause"),
                SqlTime.readNullable(row, "occurred_at"),
                SqlTime.readNullable(row, "began_at"),
                row.getObject("worker", Long.class),
                row.getString("worker_name"),
                row.getString("actor"),
                row.getString("error_class"),
                row.getString("message"),
                row.getString("stack"),
                row.getString("fingerprint"),
                row.getString("remedy")));
  }

  /** The number of the newest entry: numbers grow. */
  public long newest() {
    return Objects.requireNonNull(jdbc.queryForObject(NEWEST, new Parameters(), Long.class));
  }

  /**
   * Deletes all but the newest entries of each record that has one with a number above the first
   * and up to the second of these.
   *
   * @return how many; {@link #PORTION} if there may be more
   */
  public int trim(long after, long upTo, int keep) {
    return jdbc.update(
        TRIM,
        new Parameters()
            .value("after", after)
            .value("upTo", upTo)
            .value("keep", keep)
            .value("portion", PORTION));
  }

  /**
   * Deletes the oldest entries from before that time.
   *
   * @return how many; {@link #PORTION} if there may be more
   */
  public int forget(Instant before) {
    return jdbc.update(FORGET, new Parameters().time("before", before).value("portion", PORTION));
  }

  /**
   * One event of a record.
   *
   * @param event the word of an {@link Event}; an instance of a later version may write others
   * @param cause the word of a {@link Cause}: why an attempt did not succeed, or why the engine
   *     gave up
   * @param fingerprint the same for failures of the same kind
   * @param remedy what a person has to do before a restart can succeed, as the handler says
   */
  public record Entry(
      Instant submission,
      int attempt,
      String event,
      @Nullable String cause,
      Instant occurredAt,
      @Nullable Instant beganAt,
      @Nullable Long worker,
      @Nullable String workerName,
      @Nullable String actor,
      @Nullable String errorClass,
      @Nullable String message,
      @Nullable String stack,
      @Nullable String fingerprint,
      @Nullable String remedy) {

    /** Whether it tells of this. */
    public boolean is(Event told) {
      return event.equals(told.word());
    }

    /** The same without the text of an error. */
    public Entry withoutText() {
      return new Entry(
          submission,
          attempt,
          event,
          cause,
          occurredAt,
          beganAt,
          worker,
          workerName,
          actor,
          errorClass,
          null,
          null,
          fingerprint,
          null);
    }

    /** The same without the worker's name; its epoch stays. */
    public Entry withoutWorkerName() {
      return new Entry(
          submission,
          attempt,
          event,
          cause,
          occurredAt,
          beganAt,
          worker,
          null,
          actor,
          errorClass,
          message,
          stack,
          fingerprint,
          remedy);
    }
  }
}

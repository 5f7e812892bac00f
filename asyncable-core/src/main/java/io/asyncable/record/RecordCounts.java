package io.asyncable.record;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts the records of a type exactly, within a time that no page outlasts. */
public final class RecordCounts {

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  private static final String STATES =
      """
      select b.state, width_bucket(b.age, cast(:bounds as float8[])) as bucket, count(*) as records
      from (
        select STATE as state,
          cast(extract(epoch from :now - t.{last_submitted_at}) as float8) as age
        from {table} t where UNCONCLUDED order by t.{last_submitted_at} limit :limit) b
      group by 1, 2
      """
          .replace("STATE", State.sql(COLUMN, ":now"))
          .replace("UNCONCLUDED", SelectionSql.UNCONCLUDED);

  /**
   * What was attempted without being submitted has no other time than its attempt. The whole text
   * of an error may hold personal data; its first token does not.
   */
  private static final String SUMMARY =
      """
      select
        cast(greatest(floor(extract(epoch from :now - s.eligible) / 86400), 0) as integer) as days,
        substring(ltrim(s.error, E' \\t\\n\\r') from '^[^\\s:]*') as error, count(*) as records
      from (
        select t.{last_submitted_at} as eligible, t.{error} as error
        from {table} t where STUCK and t.{submitted_at} >= :since
        union all
        select t.{attempted_at}, t.{error}
        from NEVER_SUBMITTED t where ATTEMPTED and t.{attempted_at} >= :since) s
      group by 1, 2 order by 1 desc, 3 desc limit :limit
      """
          .replace("STUCK", SelectionSql.STUCK)
          .replace("NEVER_SUBMITTED", SelectionSql.NEVER_SUBMITTED)
          .replace(
              "ATTEMPTED", AsyncableScopes.ATTEMPTED_WITHOUT_BEING_SUBMITTED.sql(COLUMN, ":now"));

  private final BoundedReads database;

  RecordCounts(BoundedReads database) {
    this.database = database;
  }

  /** Records in a state whose age lies between two of the given bounds. */
  public record StateCount(State state, int bucket, long records) {}

  /**
   * Records of an age and error.
   *
   * @param days whole days since the submission became eligible, or since the attempt of what was
   *     never submitted
   * @param error the first token of the error; null without one
   */
  public record SummaryCount(int days, @Nullable String error, long records) {}

  /**
   * What became of the records first submitted in a time.
   *
   * @param within how many were processed within the time asked for
   * @param due how many could have been by now: they were processed, or lay unprocessed for that
   *     time. What was canceled sooner, or is scheduled, could not
   * @param median from first submission to processed; null if none was processed
   */
  public record Statistics(
      long total,
      long processed,
      long canceled,
      long within,
      long due,
      @Nullable Duration median,
      @Nullable Duration average,
      @Nullable Duration longest,
      @Nullable Duration shortest) {

    /** Neither processed nor canceled. */
    public long inProgress() {
      return total - processed - canceled;
    }
  }

  /**
   * The unconcluded records by state and age, the scheduled included; of more than the limit, the
   * oldest are counted.
   *
   * @param bounds ages at which buckets end, ascending
   */
  public List<StateCount> states(ProcessType type, List<Duration> bounds, int limit, Instant now) {
    Parameters parameters =
        new Parameters()
            .texts("bounds", bounds, Duration::toSeconds)
            .value("limit", limit)
            .time("now", now);
    return database.read(
        jdbc ->
            jdbc.query(
                type.sql(STATES),
                parameters,
                (row, index) ->
                    new StateCount(
                        State.valueOf(row.getString("state")),
                        row.getInt("bucket"),
                        row.getLong("records"))));
  }

  /** What is stuck of the records first submitted since then by age and error, the oldest first. */
  public List<SummaryCount> summary(ProcessType type, Instant since, int limit, Instant now) {
    Parameters parameters =
        new Parameters().time("since", since).value("limit", limit).time("now", now);
    return database.read(
        jdbc ->
            jdbc.query(
                type.sql(SUMMARY),
                parameters,
                (row, index) ->
                    new SummaryCount(
                        row.getInt("days"), row.getString("error"), row.getLong("records"))));
  }

  /**
   * What became of the records first submitted since then.
   *
   * @param within the time that {@link Statistics#within} asks about
   */
  public Statistics statistics(ProcessType type, Instant since, Duration within, Instant now) {
    Parameters parameters =
        new Parameters()
            .time("since", since)
            .value("within", TimeUnit.SECONDS.toMicros(within.toSeconds()))
            .value("limit", within.toSeconds() + " seconds")
            .time("now", now);
    return database.read(new StatisticsQuery(type, parameters)::read);
  }
}

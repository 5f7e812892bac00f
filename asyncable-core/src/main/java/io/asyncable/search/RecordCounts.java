package io.asyncable.search;

import io.asyncable.AsyncColumn;
import io.asyncable.AsyncableScopes;
import io.asyncable.State;
import io.asyncable.database.BoundedReads;
import io.asyncable.database.Parameters;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts the records of a type exactly, with a time limit shorter than people wait for a page. */
public final class RecordCounts {

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  /**
   * Reads along the partial index on {@code last_submitted_at}; the order makes the planner use it.
   * The bounds are a subquery; otherwise they would be read again for every row.
   */
  private static final String STATES =
      """
      select b.state, b.bucket, count(*) as records
      from (
        select STATE as state,
          width_bucket(t.{last_submitted_at}, (select cast(:bounds as timestamptz[]))) as bucket
        from {table} t where UNCONCLUDED and {ofType} order by t.{last_submitted_at} limit :limit) b
      group by 1, 2
      """
          .replace("STATE", State.sql(COLUMN, ":now"))
          .replace("UNCONCLUDED", SelectionSql.UNCONCLUDED);

  /**
   * A record that was attempted without being submitted has only the time of its attempt. The whole
   * text of an error may hold personal data; its first token does not.
   */
  private static final String SUMMARY =
      """
      select
        cast(greatest(floor(extract(epoch from :now - s.eligible) / 86400), 0) as integer) as days,
        split_part(translate(ltrim(s.error, E' \\t\\n\\r'), E'\\t\\n\\r:', '    '), ' ', 1) as error,
        count(*) as records
      from (
        select t.{last_submitted_at} as eligible, t.{error} as error
        from {table} t where STUCK and t.{submitted_at} >= :since and {ofType}
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

  /**
   * Records of a type in a state whose age lies between two of the given bounds.
   *
   * @param bucket 0 below the first bound
   */
  public record StateCount(ProcessType type, State state, int bucket, long records) {}

  /**
   * The number of records of an age and error.
   *
   * @param days whole days since the submission became eligible, or since the attempt if the record
   *     was never submitted
   * @param error the first token of the error; null without one
   */
  public record SummaryCount(int days, @Nullable String error, long records) {}

  /**
   * The outcomes of the records first submitted in a time.
   *
   * @param within number of records processed within the time asked for
   * @param due number of records that were processed, or that remained unprocessed for that time;
   *     without records that were canceled sooner or are scheduled
   * @param median the median time from the first submission, or from the start time of a scheduled
   *     record, to processing; null if none was processed
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
   * The unconcluded records of these types by state and age, the scheduled included, in one
   * statement; of more of a type than the limit, the oldest are counted.
   *
   * @param bounds ages at which buckets end, ascending
   */
  public List<StateCount> states(
      List<ProcessType> types, List<Duration> bounds, int limit, Instant now) {
    if (types.isEmpty()) {
      return List.of();
    }
    String statement =
        IntStream.range(0, types.size())
            .mapToObj(
                number ->
                    "select %d as type, s.* from (%s) s"
                        .formatted(number, types.get(number).sql(STATES)))
            .collect(Collectors.joining("\nunion all\n"));
    // The oldest bound first, as the database requires.
    List<Instant> times = bounds.stream().map(now::minus).sorted().toList();
    Parameters parameters =
        new Parameters()
            .texts("bounds", times, time -> time)
            .value("limit", limit)
            .time("now", now);
    return database.read(
        jdbc ->
            jdbc.query(
                statement,
                parameters,
                (row, index) ->
                    new StateCount(
                        types.get(row.getInt("type")),
                        State.valueOf(row.getString("state")),
                        times.size() - row.getInt("bucket"),
                        row.getLong("records"))));
  }

  /** The stuck records of those first submitted since then, by age and error, the oldest first. */
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
   * The outcomes of the records first submitted since then.
   *
   * @param within the time that {@link Statistics#within} asks about
   */
  public Statistics statistics(ProcessType type, Instant since, Duration within, Instant now) {
    Parameters parameters =
        new Parameters()
            .value("type", type.name())
            .time("since", since)
            .value("within", TimeUnit.SECONDS.toMicros(within.toSeconds()))
            .value("limit", within.toSeconds() + " seconds")
            .time("now", now);
    return database.read(new StatisticsQuery(type, parameters)::read);
  }
}

package io.asyncable.search;

import io.asyncable.database.Parameters;
import io.asyncable.search.RecordCounts.Statistics;
import io.asyncable.type.ProcessType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Exact figures of the records first submitted in a time. No index finds the concluded records, so
 * PostgreSQL reads the table with several processes. These cannot sort together, and sorting
 * millions of times to find the median took five times as long as everything else. So a sample of
 * the table shows between which two times the median must be, and only the times between them are
 * sorted. If the sample was wrong, all times are sorted.
 */
final class StatisticsQuery {

  /**
   * Since when a record could be processed: what is asked for now was first submitted then, or for
   * that time, where it was scheduled. A later {@code last_submitted_at} alone cannot tell what was
   * scheduled from what was restarted; but a submission that was restarted has left something in
   * the history, which names its time.
   */
  private static final String BEGAN =
      """
      case when t.{last_submitted_at} > t.{submitted_at} then least(t.{last_submitted_at},
          (select min(h.submission) from asyncable_history h
            where h.process_type = :type and h.record_id = cast(t.{id} as text)
              and h.submission >= t.{submitted_at}))
        else t.{submitted_at} end
      """
          .strip();

  /**
   * Times to processed in microseconds; none is negative, for what a person marks processed before
   * its time waited for nothing. The appended empty part changes no result, but without it the
   * planner would compute each time wherever it is named.
   */
  private static final String TIMES =
      """
      (select cast(date_part('epoch', t.{processed_at} - least(t.{processed_at}, BEGAN)) * 1000000
            as bigint) as took, t.{canceled_at} is not null as canceled,
          t.{processed_at} is null
            and coalesce(t.{canceled_at}, :now) >= BEGAN + cast(:limit as interval) as overdue
        from {table} t SAMPLE where t.{submitted_at} >= :since and t.{submitted_at} <= :now
          and {ofType}
        union all select null, null, null where false)
      """
          .replace("BEGAN", BEGAN);

  private static final String ALL_TIMES = TIMES.replace("SAMPLE ", "");

  private static final String FIGURES =
      """
      count(*) as total, count(took) as processed, count(*) filter (where canceled) as canceled,
        count(*) filter (where took <= :within) as within,
        count(*) filter (where overdue) as overdue,
        avg(took) as average, max(took) as longest, min(took) as shortest
      """
          .strip();

  private static final String GUESSED =
      """
      with guess as materialized (
        select percentile_disc(0.46) within group (order by took) as low,
          percentile_disc(0.54) within group (order by took) as high
        from SAMPLED s),
      counted as materialized (
        select FIGURES,
          count(*) filter (where took < (select low from guess)) as below,
          count(*) filter (where took between (select low from guess) and (select high from guess))
            as inside,
          array_agg(took) filter (where took between (select low from guess)
            and (select nullif(high, low) from guess)) as several
        from TIMES r)
      select c.*, case
          when below > (processed - 1) / 2 or below + inside <= processed / 2 then null
          when several is null then (select low from guess)
          else (select avg(took) from (
            select took from unnest(several) took
            order by took offset (processed - 1) / 2 - below limit 2 - processed % 2) m)
        end as median
      from counted c
      """
          .replace("FIGURES", FIGURES)
          .replace("SAMPLED", TIMES.replace("SAMPLE", "tablesample system (4)"))
          .replace("TIMES", ALL_TIMES);

  private static final String SORTED =
      """
      select FIGURES, percentile_cont(0.5) within group (order by took) as median from TIMES r
      """
          .replace("FIGURES", FIGURES)
          .replace("TIMES", ALL_TIMES);

  private final ProcessType type;
  private final Parameters parameters;

  /**
   * @param parameters type, since, within (in microseconds), limit (the same as an interval) and
   *     now
   */
  StatisticsQuery(ProcessType type, Parameters parameters) {
    this.type = type;
    this.parameters = parameters;
  }

  Statistics read(NamedParameterJdbcTemplate jdbc) {
    Statistics guessed = read(GUESSED, jdbc);
    boolean missed = guessed.processed() > 0 && guessed.median() == null;
    return missed ? read(SORTED, jdbc) : guessed;
  }

  private Statistics read(String statement, NamedParameterJdbcTemplate jdbc) {
    return Objects.requireNonNull(
        jdbc.queryForObject(type.sql(statement), parameters, (row, index) -> statistics(row)));
  }

  private static Statistics statistics(ResultSet row) throws SQLException {
    return new Statistics(
        row.getLong("total"),
        row.getLong("processed"),
        row.getLong("canceled"),
        row.getLong("within"),
        row.getLong("processed") + row.getLong("overdue"),
        duration(row, "median"),
        duration(row, "average"),
        duration(row, "longest"),
        duration(row, "shortest"));
  }

  private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
    BigDecimal micros = row.getBigDecimal(column);
    return micros == null
        ? null
        : Duration.of(micros.longValue(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
  }
}

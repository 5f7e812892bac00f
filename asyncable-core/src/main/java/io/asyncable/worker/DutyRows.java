package io.asyncable.worker;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores how the duties of each instance are doing, so that pages on any instance can show it. The
 * heartbeat's connection writes the rows, because the application's pool may give no connection. It
 * writes every few seconds, and at once after a duty has started or failed.
 */
public final class DutyRows implements WorkerListener {

  private static final long BETWEEN_WRITES = Duration.ofSeconds(5).toNanos();

  private static final String WRITE =
      """
      insert into asyncable_duty (worker, duty, interval_ms, ran_at, took_ms, failed_at, failure)
      select :worker, d.duty, d.interval_ms, cast(d.ran_at as timestamptz),
        cast(d.took_ms as bigint), cast(d.failed_at as timestamptz), d.failure
      from unnest(:duties, :intervals, :ran, :took, :failed, :failures)
        as d (duty, interval_ms, ran_at, took_ms, failed_at, failure)
      on conflict (worker, duty) do update
      set interval_ms = excluded.interval_ms, ran_at = excluded.ran_at, took_ms = excluded.took_ms,
        failed_at = excluded.failed_at, failure = excluded.failure
      """;

  private static final String OF_LIVING_WORKERS =
      """
      select d.* from asyncable_duty d
      join asyncable_worker w on w.epoch = d.worker and w.dead_at is null
      order by d.worker, d.duty limit 2000
      """;

  private final Duties duties;
  private final JdbcClient jdbc;
  private List<DutyReport> written = List.of();
  private long writtenFor;
  private long writtenAt;

  DutyRows(Duties duties, EngineDatabase database) {
    this.duties = duties;
    this.jdbc = database.client();
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    List<DutyReport> now = duties.reports();
    if (epoch != writtenFor
        || System.nanoTime() - writtenAt >= BETWEEN_WRITES
        || !news(now).equals(news(written))) {
      write(epoch, now, connection);
      written = now;
      writtenFor = epoch;
      writtenAt = System.nanoTime();
    }
  }

  /**
   * The part of the reports that is written at once: which duties there are, and when each last
   * failed.
   */
  private static List<String> news(List<DutyReport> reports) {
    return reports.stream().map(report -> report.name() + " " + report.failedAt()).toList();
  }

  private static void write(long epoch, List<DutyReport> reports, JdbcClient connection) {
    connection
        .sql(WRITE)
        .paramSource(
            new Parameters()
                .value("worker", epoch)
                .texts("duties", reports, DutyReport::name)
                .longs("intervals", reports, report -> report.interval().toMillis())
                .texts("ran", reports, DutyReport::ranAt)
                .texts("took", reports, report -> millis(report.took()))
                .texts("failed", reports, DutyReport::failedAt)
                .texts("failures", reports, DutyReport::failure))
        .update();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  /** The reports of all living instances, by epoch. */
  public Map<Long, List<DutyReport>> all() {
    record Row(long worker, DutyReport report) {}
    return jdbc
        .sql(OF_LIVING_WORKERS)
        .query((row, index) -> new Row(row.getLong("worker"), report(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::worker,
                LinkedHashMap::new,
                Collectors.mapping(Row::report, Collectors.toList())));
  }

  private static DutyReport report(ResultSet row) throws SQLException {
    return new DutyReport(
        row.getString("duty"),
        Duration.ofMillis(row.getLong("interval_ms")),
        SqlTime.readNullable(row, "ran_at"),
        row.getObject("took_ms") == null ? null : Duration.ofMillis(row.getLong("took_ms")),
        SqlTime.readNullable(row, "failed_at"),
        row.getString("failure"));
  }
}

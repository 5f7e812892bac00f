package io.asyncable.job.keep;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** The log lines in the database. */
final class LogRows {

  /** A line of a job. */
  record Line(UUID job, int attempt, Instant at, String text) {}

  /** Those of deleted jobs are dropped. */
  private static final String INSERT =
      """
      insert into asyncable_job_log (job_id, attempt, at, line)
      select j.id, i.attempt, cast(i.at as timestamptz), i.line
      from unnest(:jobs, :attempts, :times, :lines) with ordinality i(job, attempt, at, line, place)
      join asyncable_job j on j.id = cast(i.job as uuid)
      order by i.place
      """;

  /** By the primary key. */
  private static final String TRIM =
      """
      delete from asyncable_job_log l using (
        select i.job, (select k.number from asyncable_job_log k where k.job_id = cast(i.job as uuid)
          order by k.number desc offset :most limit 1) as last
        from (select distinct job from unnest(:jobs) u(job)) i) old
      where l.job_id = cast(old.job as uuid) and l.number <= old.last
      """;

  private static final String READ =
      "select attempt, at, line from asyncable_job_log where job_id = cast(:job as uuid) order by number desc limit :most";

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final int most;

  LogRows(EngineDatabase database, PlatformTransactionManager transactions, LogSettings settings) {
    this.jdbc = database.named();
    this.transactions = database.transactions(transactions);
    this.most = settings.lines();
  }

  void write(List<Line> lines) {
    Parameters parameters =
        new Parameters()
            .texts("jobs", lines, Line::job)
            .integers("attempts", lines, Line::attempt)
            .texts("times", lines, Line::at)
            .texts("lines", lines, Line::text)
            .value("most", most);
    transactions.executeWithoutResult(
        status -> {
          jdbc.update(INSERT, parameters);
          jdbc.update(TRIM, parameters);
        });
  }

  /** The lines of a job, the oldest first. */
  List<LogLine> of(String job) {
    List<LogLine> lines =
        new ArrayList<>(
            jdbc.query(
                READ,
                new Parameters().value("job", job).value("most", most),
                (row, index) ->
                    new LogLine(
                        row.getInt("attempt"), SqlTime.read(row, "at"), row.getString("line"))));
    Collections.reverse(lines);
    return lines;
  }
}

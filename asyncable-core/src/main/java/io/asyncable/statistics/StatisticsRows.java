package io.asyncable.statistics;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.statistics.TypeStatistics.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** The rows of {@code asyncable_statistics}. */
final class StatisticsRows {

  private static final String MERGE =
      """
      insert into asyncable_statistics as s (process_type, period, at, processed, in_window, failed,
        lost, expired, longest_ms, ages, runs)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (process_type, period, at) do update set
        processed = s.processed + excluded.processed,
        in_window = s.in_window + excluded.in_window,
        failed = s.failed + excluded.failed,
        lost = s.lost + excluded.lost,
        expired = s.expired + excluded.expired,
        longest_ms = greatest(s.longest_ms, excluded.longest_ms),
        ages = (select array_agg(a + b order by i)
          from unnest(s.ages, excluded.ages) with ordinality u(a, b, i)),
        runs = (select array_agg(a + b order by i)
          from unnest(s.runs, excluded.runs) with ordinality u(a, b, i))
      """;

  /** Does not wait for the disk: a crash of PostgreSQL may lose the latest counts. */
  private static final String WITHOUT_WAITING = "set local synchronous_commit = off";

  private static final String READ =
      """
      select at, processed, in_window, failed, lost, expired, longest_ms, ages, runs
      from asyncable_statistics
      where process_type = ? and period = ? and at >= ? order by at
      """;

  private static final String MINUTES =
      """
      select at, sum(processed) as processed, sum(failed) as failed from asyncable_statistics
      where process_type = any(?) and period = ? and at >= ? group by at
      """;

  private static final String FORGET =
      "delete from asyncable_statistics where period = ? and at < ?";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  StatisticsRows(EngineDatabase database, PlatformTransactionManager transactions) {
    this.jdbc = database.client();
    this.transactions = database.transactions(transactions);
  }

  /** The counts of the minute or hour that begins at this time. */
  record Row(Instant at, Counted counted) {}

  /**
   * Adds the counts to the rows of that time. All instances use the order of the map, so that they
   * cause no deadlock.
   */
  void add(Map<String, Counted> counted, Instant time) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql(WITHOUT_WAITING).update();
          counted.forEach(
              (type, ofType) ->
                  Stream.of(Period.values()).forEach(period -> add(type, period, time, ofType)));
        });
  }

  private void add(String type, Period period, Instant time, Counted counted) {
    jdbc.sql(MERGE)
        .param(type)
        .param(period.word())
        .param(SqlTime.of(period.begin(time)))
        .param(counted.processed())
        .param(counted.inWindow())
        .param(counted.failed())
        .param(counted.lost())
        .param(counted.expired())
        .param(counted.longest().toMillis())
        .param(counted.ages().counts())
        .param(counted.runs().counts())
        .update();
  }

  List<Row> read(String type, Period period, Instant since) {
    return jdbc.sql(READ)
        .param(type)
        .param(period.word())
        .param(SqlTime.of(since))
        .query((row, index) -> row(row))
        .list();
  }

  /** The processed records and failed attempts of these types together, by minute. */
  Map<Instant, Rate> minutes(Collection<String> types, Instant since) {
    Map<Instant, Rate> found = new HashMap<>();
    RowCallbackHandler add =
        row -> {
          Instant at = SqlTime.read(row, "at");
          found.put(at, new Rate(at, row.getLong("processed"), row.getLong("failed")));
        };
    jdbc.sql(MINUTES)
        .param(types.toArray(String[]::new))
        .param(Period.MINUTE.word())
        .param(SqlTime.of(since))
        .query(add);
    return found;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        SqlTime.read(row, "at"),
        new Counted(
            row.getLong("processed"),
            row.getLong("in_window"),
            row.getLong("failed"),
            row.getLong("lost"),
            row.getLong("expired"),
            Duration.ofMillis(row.getLong("longest_ms")),
            histogram(row, "ages"),
            histogram(row, "runs")));
  }

  private static Histogram histogram(ResultSet row, String column) throws SQLException {
    Long[] counts = (Long[]) row.getArray(column).getArray();
    return new Histogram(Stream.of(counts).mapToLong(Long::longValue).toArray());
  }

  void forget(Instant now) {
    for (Period period : Period.values()) {
      jdbc.sql(FORGET).param(period.word()).param(SqlTime.of(period.oldestKept(now))).update();
    }
  }
}

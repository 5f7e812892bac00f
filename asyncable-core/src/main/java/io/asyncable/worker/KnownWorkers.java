package io.asyncable.worker;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The living workers and those that died lately, for pages and gauges; not by the heartbeat's
 * connection, for which the next heartbeat waits.
 */
public final class KnownWorkers {

  private static final String ALL =
      """
      select epoch, name, started_at, seen_at, dead_at, roles, version, clock_offset_ms
      from asyncable_worker
      order by dead_at desc nulls first, epoch desc limit 200
      """;

  private final JdbcClient jdbc;

  KnownWorkers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The living ones first, then the latest. */
  public List<WorkerInfo> all() {
    return jdbc.sql(ALL).query((row, index) -> worker(row)).list();
  }

  private static WorkerInfo worker(ResultSet row) throws SQLException {
    OffsetDateTime dead = row.getObject("dead_at", OffsetDateTime.class);
    Long offset = row.getObject("clock_offset_ms", Long.class);
    return new WorkerInfo(
        row.getLong("epoch"),
        row.getString("name"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
        dead == null ? null : dead.toInstant(),
        List.of((String[]) row.getArray("roles").getArray()),
        row.getString("version"),
        offset == null ? null : Duration.ofMillis(offset));
  }
}

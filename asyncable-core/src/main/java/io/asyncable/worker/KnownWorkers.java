package io.asyncable.worker;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the living workers and those that died recently, for pages and gauges. It uses the
 * application's pool, so that the heartbeat never waits for it.
 */
public final class KnownWorkers {

  private static final String ALL =
      """
      select epoch, name, started_at, seen_at, dead_at, roles, version, clock_offset_ms
      from asyncable_worker
      order by dead_at desc nulls first, epoch desc limit 200
      """;

  private final JdbcClient jdbc;

  KnownWorkers(EngineDatabase database) {
    this.jdbc = database.client();
  }

  /** The living workers first, then the dead ones, latest first; at most 200. */
  public List<WorkerInfo> all() {
    return jdbc.sql(ALL).query((row, index) -> worker(row)).list();
  }

  private static WorkerInfo worker(ResultSet row) throws SQLException {
    Long offset = row.getObject("clock_offset_ms", Long.class);
    return new WorkerInfo(
        row.getLong("epoch"),
        row.getString("name"),
        SqlTime.read(row, "started_at"),
        SqlTime.read(row, "seen_at"),
        SqlTime.readNullable(row, "dead_at"),
        List.of((String[]) row.getArray("roles").getArray()),
        row.getString("version"),
        offset == null ? null : Duration.ofMillis(offset));
  }
}

package io.asyncable.explain;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the circuit breakers that hold records back, the open ones before the half-open ones. */
public final class OpenBreakers {

  private static final String OF_LIVING_WORKERS =
      """
      select b.service, b.state, b.since, b.probe_at, b.worker, w.name
      from asyncable_breaker b join asyncable_worker w on w.epoch = b.worker and w.dead_at is null
      order by b.state = 'half_open', b.since, b.service limit 200
      """;

  private final JdbcClient jdbc;

  OpenBreakers(EngineDatabase database) {
    this.jdbc = database.client();
  }

  /** The breakers of living workers that are not closed; at most 200. */
  public List<OpenBreaker> all() {
    return jdbc.sql(OF_LIVING_WORKERS)
        .query(
            (row, index) ->
                new OpenBreaker(
                    row.getString("service"),
                    row.getString("state"),
                    SqlTime.read(row, "since"),
                    SqlTime.readNullable(row, "probe_at"),
                    row.getLong("worker"),
                    row.getString("name")))
        .list();
  }
}

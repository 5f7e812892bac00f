package io.asyncable.sweep;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.text.FailureLog;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last pass of each instance's sweeper, for pages on any instance. */
public final class SweepRows {

  /** The last pass of an instance's sweeper: who, when it ended, how long it took, what it did. */
  public record Pass(long worker, Instant endedAt, Duration took, Tally tally) {}

  private static final Logger log = LoggerFactory.getLogger(SweepRows.class);

  private static final String WRITE =
      """
      insert into asyncable_sweep
        (worker, ended_at, took_ms, published, waiting, held, running, lost, expired)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (worker) do update set ended_at = excluded.ended_at, took_ms = excluded.took_ms,
        published = excluded.published, waiting = excluded.waiting, held = excluded.held,
        running = excluded.running, lost = excluded.lost, expired = excluded.expired
      """;

  private static final String OF_LIVING_WORKERS =
      """
      select s.* from asyncable_sweep s
      join asyncable_worker w on w.epoch = s.worker and w.dead_at is null
      order by s.ended_at desc limit 200
      """;

  private final JdbcClient jdbc;
  private final Heartbeat worker;
  private final FailureLog failures = new FailureLog(log, "Writing the last sweep failed {}: {}");

  SweepRows(EngineDatabase database, Heartbeat worker) {
    this.jdbc = database.client();
    this.worker = worker;
  }

  /** Writes this instance's last pass; only the page suffers when that fails. */
  void write(Instant endedAt, Duration took, Tally tally) {
    try {
      jdbc.sql(WRITE)
          .param(worker.epoch())
          .param(SqlTime.of(endedAt))
          .param(took.toMillis())
          .param(tally.published())
          .param(tally.waiting())
          .param(tally.held())
          .param(tally.running())
          .param(tally.lost())
          .param(tally.expired())
          .update();
    } catch (DataAccessException failure) {
      failures.failed(failure);
    }
  }

  /** The last passes of living workers, the latest first. */
  public List<Pass> all() {
    return jdbc.sql(OF_LIVING_WORKERS)
        .query(
            (row, index) ->
                new Pass(
                    row.getLong("worker"),
                    SqlTime.read(row, "ended_at"),
                    Duration.ofMillis(row.getLong("took_ms")),
                    new Tally(
                        row.getInt("published"),
                        row.getInt("waiting"),
                        row.getInt("held"),
                        row.getInt("running"),
                        row.getInt("lost"),
                        row.getInt("expired"))))
        .list();
  }
}

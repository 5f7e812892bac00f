package io.asyncable.guard;

import io.asyncable.database.SqlTime;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.WorkerListener;
import io.asyncable.worker.WrittenRows;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes with each heartbeat which circuit breakers of this worker are not closed, for pages on any
 * instance. A breaker may open while the database is away, and the worker may go on under another
 * epoch while it is open.
 */
final class BreakerRows implements WorkerListener {

  enum State {
    OPEN,
    HALF_OPEN,
    FORCED_OPEN
  }

  private record Row(State state, Instant since, @Nullable Instant probeAt) {}

  private static final Logger log = LoggerFactory.getLogger(BreakerRows.class);

  private static final String WRITE =
      """
      insert into asyncable_breaker (service, worker, state, since, probe_at)
      values (?, ?, ?, ?, ?)
      on conflict (service, worker) do update
      set state = excluded.state, since = excluded.since, probe_at = excluded.probe_at
      """;

  private static final String DELETE =
      "delete from asyncable_breaker where service = ? and worker = ?";

  /** By service, the breakers that are not closed. */
  private final Map<String, Row> open = new ConcurrentHashMap<>();

  private final WrittenRows<String, Row> written;

  BreakerRows(EngineClock clock) {
    this.written = new WrittenRows<>(clock);
  }

  void opened(String service, State state, Instant since, @Nullable Instant probeAt) {
    log.info(
        "Circuit breaker {} is {}{}",
        service,
        state.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        probeAt == null ? "" : "; the next probe is at " + probeAt);
    open.put(service, new Row(state, since, probeAt));
  }

  void closed(String service) {
    log.info("Circuit breaker {} is closed", service);
    open.remove(service);
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    written.update(
        epoch,
        Map.copyOf(open),
        (service, row) -> write(service, row, epoch, connection),
        service -> connection.sql(DELETE).param(service).param(epoch).update());
  }

  private static void write(String service, Row row, long epoch, JdbcClient connection) {
    connection
        .sql(WRITE)
        .param(service)
        .param(epoch)
        .param(row.state().name().toLowerCase(Locale.ROOT))
        .param(SqlTime.of(row.since()))
        .param(SqlTime.ofNullable(row.probeAt()))
        .update();
  }
}

package io.asyncable.guard;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.worker.Heartbeat;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the states of this worker's circuit breakers to the database, so that pages on any
 * instance can show them.
 */
final class BreakerRows {

  enum State {
    OPEN,
    HALF_OPEN,
    FORCED_OPEN
  }

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

  private final JdbcClient jdbc;
  private final Heartbeat worker;

  BreakerRows(EngineDatabase database, Heartbeat worker) {
    this.jdbc = database.client();
    this.worker = worker;
  }

  void write(String service, State state, Instant since, @Nullable Instant probeAt) {
    log.info(
        "Circuit breaker {} is {}{}",
        service,
        state.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        probeAt == null ? "" : "; the next probe is at " + probeAt);
    run(
        () ->
            jdbc.sql(WRITE)
                .param(service)
                .param(worker.epoch())
                .param(state.name().toLowerCase(Locale.ROOT))
                .param(SqlTime.of(since))
                .param(SqlTime.ofNullable(probeAt))
                .update());
  }

  void delete(String service) {
    log.info("Circuit breaker {} is closed", service);
    run(() -> jdbc.sql(DELETE).param(service).param(worker.epoch()).update());
  }

  /** A failed write affects only what pages show; the breaker itself works in memory. */
  private static void run(Runnable statement) {
    try {
      statement.run();
    } catch (DataAccessException failure) {
      log.warn("The state of a circuit breaker could not be written: {}", failure.toString());
    }
  }
}

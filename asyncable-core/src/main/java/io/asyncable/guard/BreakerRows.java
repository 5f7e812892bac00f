package io.asyncable.guard;

import io.asyncable.database.SqlTime;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.WorkerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

  private record Told(State state, Instant since, @Nullable Instant probeAt) {}

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

  /**
   * After so long a row is written although nothing changed, since somebody may have deleted it.
   */
  private static final Duration ANEW = Duration.ofSeconds(30);

  /** By service, the breakers that are not closed. */
  private final Map<String, Told> open = new ConcurrentHashMap<>();

  private final EngineClock clock;

  /** By service, what the rows say; touched by the heartbeat's thread only. */
  private final Map<String, Told> written = new HashMap<>();

  private long writtenAs;
  private Instant writtenAnew = Instant.EPOCH;

  BreakerRows(EngineClock clock) {
    this.clock = clock;
  }

  void opened(String service, State state, Instant since, @Nullable Instant probeAt) {
    log.info(
        "Circuit breaker {} is {}{}",
        service,
        state.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        probeAt == null ? "" : "; the next probe is at " + probeAt);
    open.put(service, new Told(state, since, probeAt));
  }

  void closed(String service) {
    log.info("Circuit breaker {} is closed", service);
    open.remove(service);
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    if (epoch != writtenAs) {
      written.clear();
      writtenAs = epoch;
    }
    Map<String, Told> now = Map.copyOf(open);
    for (String service : written.keySet().toArray(String[]::new)) {
      if (!now.containsKey(service)) {
        connection.sql(DELETE).param(service).param(epoch).update();
        written.remove(service);
      }
    }
    if (clock.instant().isAfter(writtenAnew.plus(ANEW))) {
      written.clear();
      writtenAnew = clock.instant();
    }
    now.forEach(
        (service, told) -> {
          if (!told.equals(written.get(service))) {
            write(service, told, epoch, connection);
            written.put(service, told);
          }
        });
  }

  private static void write(String service, Told told, long epoch, JdbcClient connection) {
    connection
        .sql(WRITE)
        .param(service)
        .param(epoch)
        .param(told.state().name().toLowerCase(Locale.ROOT))
        .param(SqlTime.of(told.since()))
        .param(SqlTime.ofNullable(told.probeAt()))
        .update();
  }
}

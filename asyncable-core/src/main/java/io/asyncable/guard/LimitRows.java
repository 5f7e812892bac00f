package io.asyncable.guard;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.move.Cause;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes when rate limiters and bulkheads last refused an attempt, so that pages on any instance
 * can show it.
 */
public final class LimitRows {

  /** The kinds of limits. */
  public enum Kind {
    RATE_LIMITER(Cause.RATE_LIMITED),
    BULKHEAD(Cause.BULKHEAD_FULL);

    private final Cause cause;

    Kind(Cause cause) {
      this.cause = cause;
    }

    /** Why a record waits that it has refused. */
    public Cause cause() {
      return cause;
    }
  }

  /**
   * The latest refusal of a limit on a living worker.
   *
   * @param service the name of the limit
   * @param refusedAt when the limit refused an attempt
   */
  public record Refusal(String service, Kind kind, Instant refusedAt) {}

  /** The shortest time between two writes for the same limit. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(LimitRows.class);

  private static final String WRITE =
      """
      insert into asyncable_limit (service, kind, worker, refused_at, until)
      values (?, ?, ?, ?, ?)
      on conflict (service, kind, worker) do update
      set refused_at = excluded.refused_at, until = excluded.until
      """;

  private static final String OF_LIVING_WORKERS =
      """
      select l.service, l.kind, l.refused_at
      from asyncable_limit l join asyncable_worker w on w.epoch = l.worker and w.dead_at is null
      order by l.until desc, l.service limit 200
      """;

  private final Map<String, Instant> written = new ConcurrentHashMap<>();
  private final JdbcClient jdbc;
  private final Heartbeat worker;

  LimitRows(EngineDatabase database, Heartbeat worker) {
    this.jdbc = database.client();
    this.worker = worker;
  }

  /**
   * Writes at most once a second for each limit, because a limit may refuse a thousand times a
   * second.
   */
  void refused(Kind kind, String service, Instant now, Instant until) {
    Instant before = written.get(kind + service);
    if (before == null || !now.isBefore(before.plus(PACE))) {
      written.put(kind + service, now);
      write(kind, service, now, until);
    }
  }

  /** A failed write affects only what pages show. */
  private void write(Kind kind, String service, Instant now, Instant until) {
    try {
      jdbc.sql(WRITE)
          .param(service)
          .param(kind.name().toLowerCase(Locale.ROOT))
          .param(worker.epoch())
          .param(SqlTime.of(now))
          .param(SqlTime.of(until))
          .update();
    } catch (DataAccessException failure) {
      log.warn(
          "The refusal of a rate limiter or bulkhead could not be written: {}", failure.toString());
    }
  }

  /** The latest refusals on living workers, those with the latest end first; at most 200. */
  public List<Refusal> all() {
    return jdbc.sql(OF_LIVING_WORKERS)
        .query(
            (row, index) ->
                new Refusal(
                    row.getString("service"),
                    Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                    SqlTime.read(row, "refused_at")))
        .list();
  }
}

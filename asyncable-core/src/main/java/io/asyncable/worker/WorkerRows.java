package io.asyncable.worker;

import io.asyncable.database.SqlTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads and writes the rows of {@code asyncable_worker}. Only the database's clock decides whether
 * a worker is alive, so these statements, alone in the engine, read that clock.
 */
final class WorkerRows {

  private static final String START =
      """
      insert into asyncable_worker (name, started_at, seen_at, roles, version)
      values (?, clock_timestamp(), clock_timestamp(), ?, ?) returning epoch
      """;

  private static final String BEAT =
      """
      update asyncable_worker set seen_at = clock_timestamp(), clock_offset_ms = ?
      where epoch = ? and dead_at is null returning seen_at, pg_backend_pid() as session
      """;

  private static final String DECLARE_DEAD =
      """
      update asyncable_worker set dead_at = clock_timestamp()
      where dead_at is null and epoch <> ?
        and seen_at < clock_timestamp() - ? * interval '1 millisecond'
      returning epoch
      """;

  private static final String STOP =
      "update asyncable_worker set dead_at = clock_timestamp() where epoch = ? and dead_at is null";

  private static final String FORGET =
      "delete from asyncable_worker where dead_at < clock_timestamp() - interval '7 days'";

  private static final String FORGET_BREAKERS =
      """
      delete from asyncable_breaker b where not exists (
        select 1 from asyncable_worker w where w.epoch = b.worker and w.dead_at is null)
      """;

  private static final String FORGET_LIMITS =
      """
      delete from asyncable_limit l where not exists (
        select 1 from asyncable_worker w where w.epoch = l.worker and w.dead_at is null)
      """;

  private static final String FORGET_TROUBLES =
      """
      delete from asyncable_trouble t where not exists (
        select 1 from asyncable_worker w where w.epoch = t.worker and w.dead_at is null)
      """;

  private static final String FORGET_DUTIES =
      """
      delete from asyncable_duty d where not exists (
        select 1 from asyncable_worker w where w.epoch = d.worker and w.dead_at is null)
      """;

  private final JdbcClient jdbc;

  WorkerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  JdbcClient connection() {
    return jdbc;
  }

  long start(Instance instance) {
    jdbc.sql(FORGET).update();
    jdbc.sql(FORGET_BREAKERS).update();
    jdbc.sql(FORGET_LIMITS).update();
    jdbc.sql(FORGET_TROUBLES).update();
    jdbc.sql(FORGET_DUTIES).update();
    return jdbc.sql(START)
        .param(instance.name())
        .param(instance.roles().toArray(String[]::new))
        .param(instance.version())
        .query(Long.class)
        .single();
  }

  /**
   * @param time the time of the database
   * @param session the id of the PostgreSQL process that answered
   */
  record Beat(Instant time, int session) {}

  /**
   * Reports that the worker is alive; empty if its epoch was declared dead.
   *
   * @param clockOffset as last measured; null before the first measurement
   */
  Optional<Beat> beat(long epoch, @Nullable Duration clockOffset) {
    return jdbc.sql(BEAT)
        .param(clockOffset == null ? null : clockOffset.toMillis())
        .param(epoch)
        .query((row, number) -> new Beat(SqlTime.read(row, "seen_at"), row.getInt("session")))
        .optional();
  }

  List<Long> declareDead(long self, Duration silence) {
    return jdbc.sql(DECLARE_DEAD).param(self).param(silence.toMillis()).query(Long.class).list();
  }

  void stop(long epoch) {
    jdbc.sql(STOP).param(epoch).update();
  }
}

package io.asyncable.queue;

import io.asyncable.UnknownRecord;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.type.Policies;
import io.asyncable.worker.EngineClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pauses and resumes queues, in the caller's transaction. The workers of all instances obey with
 * their next heartbeat. A pause lasts until somebody resumes the queue.
 */
public final class QueuePauses {

  private static final String PAUSE =
      """
      insert into asyncable_queue_pause (queue, paused_by, paused_at, reason)
      values (:queue, :by, :now, :reason) on conflict (queue) do nothing
      """;

  private static final String RESUME = "delete from asyncable_queue_pause where queue = :queue";

  private static final String ALL = "select * from asyncable_queue_pause order by queue";

  private static final String OF = "select * from asyncable_queue_pause where queue = :queue";

  private final JdbcClient jdbc;
  private final Policies policies;
  private final EngineClock clock;

  QueuePauses(EngineDatabase database, Policies policies, EngineClock clock) {
    this.jdbc = database.client();
    this.policies = policies;
    this.clock = clock;
  }

  /**
   * Lets no further attempt of the queue begin.
   *
   * @return false if it was paused already, and then stays as it is
   * @throws UnknownRecord if no queue has that name
   */
  public boolean pause(String queue, String actor, @Nullable String reason) {
    requireKnown(queue);
    return jdbc.sql(PAUSE)
            .param("queue", queue)
            .param("by", actor)
            .param("now", SqlTime.of(clock.instant()))
            .param("reason", reason)
            .update()
        > 0;
  }

  /**
   * Lets the queue go on.
   *
   * @return false if it was not paused
   * @throws UnknownRecord if no queue has that name
   */
  public boolean resume(String queue) {
    requireKnown(queue);
    return jdbc.sql(RESUME).param("queue", queue).update() > 0;
  }

  /** All pauses, by queue; also of queues that the application no longer has. */
  public List<QueuePause> all() {
    return jdbc.sql(ALL).query((row, index) -> pause(row)).list();
  }

  /** The queue's pause; empty if it is not paused. */
  public Optional<QueuePause> of(String queue) {
    return jdbc.sql(OF).param("queue", queue).query((row, index) -> pause(row)).optional();
  }

  private void requireKnown(String queue) {
    if (!policies.queues().contains(queue)) {
      throw new UnknownRecord(
          "There is no queue '%s'. Use one of %s.".formatted(queue, policies.queues()));
    }
  }

  private static QueuePause pause(ResultSet row) throws SQLException {
    return new QueuePause(
        row.getString("queue"),
        row.getString("paused_by"),
        SqlTime.read(row, "paused_at"),
        row.getString("reason"));
  }
}

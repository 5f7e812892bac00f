package io.asyncable.queue;

import io.asyncable.database.EngineDatabase;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.WorkerListener;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Writes with each heartbeat which queues this worker consumes, and reads which queues all living
 * workers consume.
 */
public final class QueueConsumers implements WorkerListener {

  private static final String WRITE =
      """
      insert into asyncable_queue_consumer
        (worker, queue, concurrency, held, processed, failed, running)
      values (:worker, :queue, :concurrency, :held, :processed, :failed, :running)
      on conflict (worker, queue) do update
      set concurrency = excluded.concurrency, held = excluded.held,
        processed = excluded.processed, failed = excluded.failed, running = excluded.running
      """;

  private static final String FORGET =
      """
      delete from asyncable_queue_consumer c where not exists (
        select 1 from asyncable_worker w where w.epoch = c.worker and w.dead_at is null)
      """;

  private static final String OF_LIVING_WORKERS =
      """
      select c.*, w.name
      from asyncable_queue_consumer c join asyncable_worker w on w.epoch = c.worker
      where w.dead_at is null order by c.queue, c.worker limit 1000
      """;

  /**
   * After so long a row is written although nothing changed, since somebody may have deleted it.
   */
  private static final Duration ANEW = Duration.ofSeconds(30);

  private record Told(QueueLoad load, Throughput.Minute minute) {}

  private final JdbcClient jdbc;
  private final ObjectProvider<QueueLoads> loads;
  private final Throughput throughput;
  private final EngineClock clock;

  /** By queue, what the row says; touched by the heartbeat's thread only. */
  private final Map<String, Told> told = new HashMap<>();

  private long toldAs;
  private Instant toldAnew = Instant.EPOCH;

  QueueConsumers(
      EngineDatabase database,
      ObjectProvider<QueueLoads> loads,
      Throughput throughput,
      EngineClock clock) {
    this.jdbc = database.client();
    this.loads = loads;
    this.throughput = throughput;
    this.clock = clock;
  }

  /** Of each queue and living worker that consumes it, ordered by both. */
  public List<QueueConsumer> all() {
    return jdbc.sql(OF_LIVING_WORKERS).query((row, index) -> consumer(row)).list();
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    if (epoch != toldAs) {
      told.clear();
      connection.sql(FORGET).update();
      toldAs = epoch;
    }
    Instant now = clock.instant();
    if (now.isAfter(toldAnew.plus(ANEW))) {
      told.clear();
      toldAnew = now;
    }
    loads.forEach(source -> source.loads().forEach(load -> tell(epoch, load, connection)));
  }

  /** An idle worker writes seldom. */
  private void tell(long epoch, QueueLoad load, JdbcClient connection) {
    Throughput.Minute minute = throughput.of(load.queue());
    Told now = new Told(load, minute);
    if (now.equals(told.get(load.queue()))) {
      return;
    }
    connection
        .sql(WRITE)
        .param("worker", epoch)
        .param("queue", load.queue())
        .param("concurrency", load.concurrency())
        .param("held", load.held())
        .param("processed", minute.processed())
        .param("failed", minute.failed())
        .param("running", new SqlArrayValue("text", load.running().toArray()))
        .update();
    told.put(load.queue(), now);
  }

  private static QueueConsumer consumer(ResultSet row) throws SQLException {
    return new QueueConsumer(
        row.getLong("worker"),
        row.getString("name"),
        row.getString("queue"),
        row.getInt("concurrency"),
        row.getInt("held"),
        row.getInt("processed"),
        row.getInt("failed"),
        List.of((String[]) row.getArray("running").getArray()));
  }
}

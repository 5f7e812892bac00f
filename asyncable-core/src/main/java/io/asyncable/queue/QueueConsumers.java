package io.asyncable.queue;

import io.asyncable.database.EngineDatabase;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.WorkerListener;
import io.asyncable.worker.WrittenRows;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private static final String DELETE =
      "delete from asyncable_queue_consumer where worker = :worker and queue = :queue";

  private static final String DELETE_OF_DEAD =
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

  private record Row(QueueLoad load, Throughput.Minute minute) {}

  private final JdbcClient jdbc;
  private final ObjectProvider<QueueLoads> loads;
  private final Throughput throughput;
  private final WrittenRows<String, Row> written;
  private long lastEpoch;

  QueueConsumers(
      EngineDatabase database,
      ObjectProvider<QueueLoads> loads,
      Throughput throughput,
      EngineClock clock) {
    this.jdbc = database.client();
    this.loads = loads;
    this.throughput = throughput;
    this.written = new WrittenRows<>(clock);
  }

  /** Of each queue and living worker that consumes it, ordered by both. */
  public List<QueueConsumer> all() {
    return jdbc.sql(OF_LIVING_WORKERS).query((row, index) -> consumer(row)).list();
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    if (epoch != lastEpoch) {
      connection.sql(DELETE_OF_DEAD).update();
      lastEpoch = epoch;
    }
    Map<String, Row> rows = new HashMap<>();
    for (QueueLoads source : loads) {
      for (QueueLoad load : source.loads()) {
        rows.put(load.queue(), new Row(load, throughput.of(load.queue())));
      }
    }
    written.update(
        epoch,
        rows,
        (queue, row) -> write(epoch, row, connection),
        queue -> connection.sql(DELETE).param("worker", epoch).param("queue", queue).update());
  }

  private static void write(long epoch, Row row, JdbcClient connection) {
    QueueLoad load = row.load();
    connection
        .sql(WRITE)
        .param("worker", epoch)
        .param("queue", load.queue())
        .param("concurrency", load.concurrency())
        .param("held", load.held())
        .param("processed", row.minute().processed())
        .param("failed", row.minute().failed())
        .param("running", new SqlArrayValue("text", load.running().toArray()))
        .update();
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

package io.asyncable.worker;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.worker.Troubles.Key;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores which work fails or hangs on each instance, so that pages on any instance can show it. The
 * heartbeat's connection writes the rows, because the application's pool may give no connection.
 */
public final class TroubleRows implements WorkerListener {

  private static final String DELETE =
      """
      delete from asyncable_trouble
      where worker = :worker and work = :work and process_type = :type
      """;

  private static final String WRITE =
      """
      insert into asyncable_trouble (worker, work, process_type, since, reason)
      values (:worker, :work, :type, :since, :reason)
      on conflict (worker, work, process_type) do update
      set since = excluded.since, reason = excluded.reason
      """;

  private static final String OF_LIVING_WORKERS =
      """
      select t.worker, t.work, t.process_type, t.since, t.reason
      from asyncable_trouble t join asyncable_worker w on w.epoch = t.worker and w.dead_at is null
      where t.work in (:known)
      order by t.since limit 200
      """;

  /** An instance of a newer version may tell of other work. */
  private static final List<String> KNOWN = Arrays.stream(Work.values()).map(Work::word).toList();

  private final Troubles troubles;
  private final JdbcClient jdbc;
  private final WrittenRows<Key, Trouble> written;

  TroubleRows(Troubles troubles, EngineDatabase database, EngineClock clock) {
    this.troubles = troubles;
    this.written = new WrittenRows<>(clock);
    this.jdbc = database.client();
  }

  @Override
  public void beaten(long epoch, JdbcClient connection) {
    written.update(
        epoch,
        troubles.all(epoch).stream().collect(Collectors.toMap(Trouble::key, Function.identity())),
        (key, trouble) ->
            row(WRITE, epoch, key, connection)
                .param("since", SqlTime.of(trouble.since()))
                .param("reason", trouble.reason())
                .update(),
        key -> row(DELETE, epoch, key, connection).update());
  }

  private static JdbcClient.StatementSpec row(
      String statement, long epoch, Key key, JdbcClient connection) {
    return connection
        .sql(statement)
        .param("worker", epoch)
        .param("work", key.work().word())
        .param("type", key.type());
  }

  /** The troubles of all living instances, longest first; at most 200. */
  public List<Trouble> all() {
    return jdbc.sql(OF_LIVING_WORKERS)
        .param("known", KNOWN)
        .query(
            (row, index) ->
                new Trouble(
                    row.getLong("worker"),
                    Work.valueOf(row.getString("work").toUpperCase(Locale.ROOT)),
                    row.getString("process_type"),
                    SqlTime.read(row, "since"),
                    row.getString("reason")))
        .list();
  }
}

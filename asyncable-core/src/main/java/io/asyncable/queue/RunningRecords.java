package io.asyncable.queue;

import io.asyncable.State;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Reads which of the records that workers reported with their heartbeats are still running. The
 * workers report them because no index finds them; the records' rows show whether they still run.
 */
public final class RunningRecords {

  /** By the primary key. */
  private static final String RUNNING =
      """
      select cast({id} as text) as id, {claimed_by} as worker, {attempts} as attempt,
        {attempted_at} as since
      from {table} where {id} = any(cast(:ids as {idType}[])) and RUNNING
      """
          .replace("RUNNING", State.RUNNING.condition().sql(ProcessType::braced, ":now"));

  private final JdbcClient jdbc;
  private final ProcessTypes types;
  private final EngineClock clock;

  RunningRecords(EngineDatabase database, ProcessTypes types, EngineClock clock) {
    this.jdbc = database.client();
    this.types = types;
    this.clock = clock;
  }

  /** Those that these consumers have named, the longest running first. */
  public List<RunningRecord> of(Collection<QueueConsumer> consumers) {
    List<String> keys = consumers.stream().flatMap(one -> one.running().stream()).toList();
    return types.all().stream()
        .flatMap(type -> of(type, keys))
        .sorted(Comparator.comparing(RunningRecord::since))
        .toList();
  }

  private Stream<RunningRecord> of(ProcessType type, List<String> keys) {
    String prefix = type.name() + ":";
    Object[] ids =
        keys.stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .distinct()
            .toArray();
    return ids.length == 0
        ? Stream.empty()
        : jdbc
            .sql(type.sql(RUNNING))
            .param("ids", new SqlArrayValue("text", ids))
            .param("now", SqlTime.of(clock.instant()))
            .query(
                (row, index) ->
                    new RunningRecord(
                        type,
                        row.getString("id"),
                        row.getLong("worker"),
                        row.getInt("attempt"),
                        SqlTime.read(row, "since")))
            .list()
            .stream();
  }
}

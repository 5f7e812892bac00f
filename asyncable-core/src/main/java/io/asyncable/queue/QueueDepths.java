package io.asyncable.queue;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many records wait for an attempt, counted up to a limit from the partial index on {@code
 * due_at}, and since when the oldest does, from the one on {@code last_submitted_at}.
 */
public final class QueueDepths {

  /** Counts up to this number: nobody needs a larger one exactly, and counting takes time. */
  public static final int LARGEST = 10_000;

  private static final Function<AsyncColumn, String> COLUMN = ProcessType::braced;

  private static final String WAIT =
      "{due_at} is not null and {processed_at} is null and {canceled_at} is null and ";

  private static final String QUEUED = WAIT + State.QUEUED.condition().sql(COLUMN, ":now");

  private static final String RETRYING = WAIT + State.RETRYING.condition().sql(COLUMN, ":now");

  private static final String COUNT =
      "(select 1 from {table} t where STATE and {ofType} limit :limit)";

  private static final String OLDEST =
      """
      (select {last_submitted_at} as submitted from {table} t
       where {last_submitted_at} is not null and {processed_at} is null and {canceled_at} is null
         and (QUEUED or RETRYING) and {ofType}
       order by {last_submitted_at} limit 1)
      """
          .replace("QUEUED", "(" + QUEUED + ")")
          .replace("RETRYING", "(" + RETRYING + ")");

  private static final String DEPTH =
      """
      select (select count(*) from (select 1 from (ALL_QUEUED) a limit :limit) c) as queued,
        (select count(*) from (select 1 from (ALL_RETRYING) a limit :limit) c) as retrying,
        (select min(submitted) from (ALL_OLDEST) a) as oldest
      """;

  private final JdbcClient jdbc;
  private final EngineClock clock;

  QueueDepths(EngineDatabase database, EngineClock clock) {
    this.jdbc = database.client();
    this.clock = clock;
  }

  /** The records of these types together. */
  public QueueDepth of(Collection<ProcessType> types) {
    if (types.isEmpty()) {
      return QueueDepth.NOTHING;
    }
    String statement =
        DEPTH
            .replace("ALL_QUEUED", union(types, COUNT.replace("STATE", QUEUED)))
            .replace("ALL_RETRYING", union(types, COUNT.replace("STATE", RETRYING)))
            .replace("ALL_OLDEST", union(types, OLDEST));
    return jdbc.sql(statement)
        .param("limit", LARGEST + 1)
        .param("now", SqlTime.of(clock.instant()))
        .query(
            (row, index) ->
                new QueueDepth(
                    row.getInt("queued"),
                    row.getInt("retrying"),
                    SqlTime.readNullable(row, "oldest")))
        .single();
  }

  private static String union(Collection<ProcessType> types, String statement) {
    return types.stream()
        .map(type -> type.sql(statement))
        .collect(Collectors.joining("\nunion all\n"));
  }
}

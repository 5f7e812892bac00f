package io.asyncable.search;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.move.RecordRow;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads unconcluded records that were submitted up to a time, in the order of submission. */
public final class Unconcluded {

  /** A range of the partial index on {@code last_submitted_at}. */
  private static final String WINDOW =
      """
      select COLUMNS from {table} t
      where t.{last_submitted_at} >= :after and t.{last_submitted_at} <= :until
        and (t.{last_submitted_at} > :after or t.{id} > cast(:afterId as {idType}))
        and t.{processed_at} is null and t.{canceled_at} is null and {ofType}
      order by t.{last_submitted_at}, t.{id} limit :limit
      """
          .replace("COLUMNS", RecordRow.COLUMNS);

  private final NamedParameterJdbcTemplate jdbc;

  Unconcluded(EngineDatabase database) {
    this.jdbc = database.reading();
  }

  /**
   * The next records, as many as the limit allows.
   *
   * @param after the last one of the window before; null to begin
   */
  public List<RecordRow> submittedUntil(
      ProcessType type, Instant until, @Nullable RecordRow after, int limit, Instant now) {
    Parameters parameters =
        new Parameters()
            .time("after", after == null ? Instant.EPOCH : after.lastSubmittedAt())
            .value("afterId", after == null ? null : after.id())
            .time("until", until)
            .value("limit", limit)
            .time("now", now);
    return jdbc.query(type.sql(WINDOW), parameters, (row, index) -> RecordRow.of(type, row));
  }
}

package io.asyncable.job.keep;

import io.asyncable.Attempt;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.text.FailureLog;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Writes how far attempts have come, in the rows of their jobs. */
public final class ProgressRows {

  private static final Logger log = LoggerFactory.getLogger(ProgressRows.class);

  /** An attempt that another one has replaced tells nothing any more. */
  private static final String WRITE =
      """
      update {table} set progress_done = :done, progress_total = :total,
        progress_message = :message, progress_at = :now
      where {id} = :id and {last_submitted_at} = :submission and {attempts} = :attempt
      """;

  private final ProcessTypes types;
  private final NamedParameterJdbcTemplate jdbc;
  private final EngineDatabase database;
  private final EngineClock clock;
  private final FailureLog failures = new FailureLog(log, "Writing a job's progress failed {}: {}");

  ProgressRows(ProcessTypes types, EngineDatabase database, EngineClock clock) {
    this.types = types;
    this.jdbc = database.named();
    this.database = database;
    this.clock = clock;
  }

  /** How far an attempt has come. */
  public record Progress(long done, long total, @Nullable String message) {}

  /** Writes it, unless another attempt has replaced this one; a failure is logged. */
  public void write(String type, UUID job, Attempt attempt, Progress progress) {
    AsyncTable table = types.named(type).table();
    Parameters parameters =
        new Parameters()
            .value("id", job)
            .value("done", progress.done())
            .value("total", progress.total())
            .value("message", progress.message())
            .time("submission", attempt.submission())
            .value("attempt", attempt.number())
            .time("now", clock.instant());
    try {
      database.within(() -> jdbc.update(table.sql(WRITE), parameters));
    } catch (DataAccessException failure) {
      failures.failed(failure);
    }
  }
}

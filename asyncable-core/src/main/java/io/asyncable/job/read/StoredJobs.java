package io.asyncable.job.read;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads what a job has beside the state of every record. */
public final class StoredJobs {

  /** The progress of an attempt before the latest one is no progress, nor is its result one. */
  private static final String FIND =
      """
      select cast(t.payload as text) as payload, t.priority,
        coalesce(t.progress_at >= t.{attempted_at}, false) as told,
        t.progress_done, t.progress_total, t.progress_message,
        case when t.{processed_at} is not null and t.result_at >= t.{attempted_at}
          then cast(t.result as text) end as result
      from {table} t where t.{id} = cast(:id as {idType}) and {ofType}
      """;

  private final NamedParameterJdbcTemplate jdbc;

  StoredJobs(EngineDatabase database) {
    this.jdbc = database.reading();
  }

  /**
   * A job.
   *
   * @param payload its request as JSON
   * @param progress null if its latest attempt has told none
   * @param result what its handler has returned as JSON; null if nothing is stored, or the job is
   *     not processed
   */
  public record Stored(
      String payload, int priority, @Nullable Progress progress, @Nullable String result) {}

  /** How far its latest attempt has come. */
  public record Progress(long done, long total, @Nullable String message) {}

  /** The job; empty if there is none. */
  public Optional<Stored> find(ProcessType type, String id) {
    Parameters parameters = new Parameters().value("id", type.spelled(id));
    return jdbc.query(type.sql(FIND), parameters, (row, index) -> stored(row)).stream().findFirst();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    Progress progress =
        row.getBoolean("told")
            ? new Progress(
                row.getLong("progress_done"),
                row.getLong("progress_total"),
                row.getString("progress_message"))
            : null;
    return new Stored(
        row.getString("payload"), row.getInt("priority"), progress, row.getString("result"));
  }
}

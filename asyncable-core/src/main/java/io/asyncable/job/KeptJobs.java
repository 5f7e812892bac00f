package io.asyncable.job;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.job.keep.JobOutput;
import io.asyncable.job.keep.LogLine;
import io.asyncable.type.ProcessType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads what is kept of a job besides its state. */
public final class KeptJobs {

  /** A result is that of the latest attempt, and of a job that is processed. */
  private static final String READ =
      """
      select cast(payload as text) as payload,
        case when {processed_at} is not null and result_at >= {attempted_at}
          then cast(result as text) end as result
      from {table} t where {id} = cast(:id as {idType}) and {ofType}
      """;

  /**
   * What is kept of a job.
   *
   * @param payload its request, as JSON
   * @param result what its handler has returned, as JSON; null if nothing is stored
   * @param log the newest lines, the oldest of them first
   */
  public record Kept(String payload, @Nullable String result, List<LogLine> log) {}

  private final PayloadEdits payloads;
  private final JobOutput output;
  private final NamedParameterJdbcTemplate jdbc;

  KeptJobs(PayloadEdits payloads, JobOutput output, EngineDatabase database) {
    this.payloads = payloads;
    this.output = output;
    this.jdbc = database.named();
  }

  /** What is kept of the job; empty if the record is no job or was deleted. */
  public Optional<Kept> of(ProcessType type, String id) {
    return find(type, id).map(kept -> new Kept(kept.payload, kept.result, output.logOf(id)));
  }

  /** The result alone; empty if nothing is stored. */
  Optional<String> resultOf(ProcessType type, UUID id) {
    return find(type, id.toString()).map(Kept::result);
  }

  private Optional<Kept> find(ProcessType type, String id) {
    return payloads.areJobs(type)
        ? jdbc
            .query(
                type.sql(READ),
                new Parameters().value("id", id),
                (row, index) ->
                    new Kept(row.getString("payload"), row.getString("result"), List.of()))
            .stream()
            .findFirst()
        : Optional.empty();
  }
}

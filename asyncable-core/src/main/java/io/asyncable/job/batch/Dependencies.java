package io.asyncable.job.batch;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Stores what jobs wait for, in the transaction that stores the jobs.
 *
 * <p>There are no circles. A job names jobs that were stored before it, and batches that are
 * closed, so all of their jobs were stored before it, too. Only the jobs that a batch is opened
 * with wait for an open batch. They are in no batch, and nobody can wait for them until that batch
 * is closed.
 */
public final class Dependencies {

  /** An open batch that is one of these, or that one of these waits for. */
  private static final String OPEN_BATCH =
      """
      select b.name from asyncable_job_batch b
      where b.closed_at is null and (b.id = any(cast(:awaited as uuid[])) or b.id in (
        select d.awaited from asyncable_job_dependency d
        where d.job_id = any(cast(:awaited as uuid[])) and d.is_batch))
      limit 1
      """;

  private static final String ADD =
      """
      insert into asyncable_job_dependency (job_id, awaited, is_batch, otherwise)
      select cast(j.id as uuid), cast(a.id as uuid), cast(a.is_batch as boolean), a.otherwise
      from unnest(:ids) j(id) cross join unnest(:awaited, :batches, :otherwise) a(id, is_batch, otherwise)
      """;

  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final Releases releases;

  Dependencies(EngineDatabase database, Releases releases) {
    this.database = database;
    this.jdbc = database.named();
    this.releases = releases;
  }

  /**
   * What a job waits for.
   *
   * @param id of a job, or of a batch
   */
  public record Awaited(UUID id, boolean isBatch, Otherwise otherwise) {}

  /** The name of an open batch that a job would wait for that waits for these; empty for none. */
  public Optional<String> openBatch(List<Awaited> awaited) {
    Parameters parameters = new Parameters().texts("awaited", awaited, Awaited::id);
    return database.within(() -> jdbc.queryForList(OPEN_BATCH, parameters, String.class)).stream()
        .findFirst();
  }

  /**
   * Each of the jobs waits for all of these. After the commit it is seen whether it still has to.
   */
  public void add(List<String> ids, List<Awaited> awaited) {
    Parameters parameters =
        new Parameters()
            .texts("ids", ids, id -> id)
            .texts("awaited", awaited, Awaited::id)
            .texts("batches", awaited, Awaited::isBatch)
            .texts("otherwise", awaited, one -> one.otherwise().word());
    database.within(() -> jdbc.update(ADD, parameters));
    releases.look(ids);
  }
}

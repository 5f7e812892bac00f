package io.asyncable.job.batch;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads what waiting jobs wait for, for those who explain it. */
public final class Waits {

  /** From here on nobody counts the jobs of a batch. */
  private static final int MANY = 10_000;

  /** What has failed comes first, because only a person helps then. */
  private static final String OF =
      """
      select i.id, a.* from unnest(:ids) i(id) cross join lateral (
        select count(*) over () as holding, d.is_batch, d.otherwise, s.standing = 'failed' as failed,
          case when d.is_batch
            then (select b.name from asyncable_job_batch b where b.id = d.awaited)
            else (select concat(p.type, ' ', p.id) from asyncable_job p where p.id = d.awaited)
          end as name,
          d.is_batch and exists (
            select 1 from asyncable_job_batch b where b.id = d.awaited and b.closed_at is null)
            as open_batch,
          case when d.is_batch then (
            select count(*) from (
              select 1 from asyncable_job m where m.batch_id = d.awaited and m.due_at is not null
              limit :many) m) else 0 end as live
        from asyncable_job_dependency d
        cross join %s
        where d.job_id = cast(i.id as uuid) and %s
        order by s.standing, d.awaited limit 1) a
      """
          .formatted(Standing.SQL, Standing.HOLDS);

  private final NamedParameterJdbcTemplate jdbc;

  Waits(EngineDatabase database) {
    this.jdbc = database.reading();
  }

  /**
   * What a job waits for: one of it in detail.
   *
   * @param isBatch whether that is a batch, and not a job
   * @param name its name, or the job's type and id
   * @param failed whether that was canceled or given up
   * @param open whether that is an open batch
   * @param live how many jobs of the batch wait or run
   * @param otherwise what happens if that is canceled or given up
   * @param others how many more jobs and batches it waits for
   */
  public record Wait(
      boolean isBatch,
      String name,
      boolean failed,
      boolean open,
      int live,
      Otherwise otherwise,
      int others) {

    /** Whether the number of live jobs is only a lower bound. */
    public boolean isMany() {
      return live > MANY;
    }
  }

  /** By the id of the job. Those that are about to begin are missing. */
  public Map<String, Wait> of(List<String> ids) {
    Map<String, Wait> found = new HashMap<>();
    if (!ids.isEmpty()) {
      RowCallbackHandler add =
          row ->
              found.put(
                  row.getString("id"),
                  new Wait(
                      row.getBoolean("is_batch"),
                      row.getString("name"),
                      row.getBoolean("failed"),
                      row.getBoolean("open_batch"),
                      row.getInt("live"),
                      Otherwise.of(row.getString("otherwise")),
                      row.getInt("holding") - 1));
      jdbc.query(OF, new Parameters().texts("ids", ids, id -> id).value("many", MANY + 1), add);
    }
    return found;
  }
}

package io.asyncable.job.batch;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Opens and closes batches, in the caller's transaction. Whoever adds jobs shares a lock on the
 * batch until its commit, and whoever closes the batch waits for that. So a closed batch has all of
 * its jobs for whoever sees that it is closed.
 */
public final class BatchRows {

  private static final String OPEN =
      """
      insert into asyncable_job_batch (id, name, opened_at) values (:id, :name, :now)
      """;

  private static final String JOIN =
      """
      select name, closed_at is not null as closed from asyncable_job_batch
      where id = :id for share
      """;

  private static final String LOCK =
      "select closed_at is null from asyncable_job_batch where id = :id for update";

  /** A statement of its own, so that it sees what was added while the lock was waited for. */
  private static final String CLOSE =
      """
      update asyncable_job_batch b set closed_at = :now,
        total = (select count(*) from asyncable_job j where j.batch_id = b.id)
      where id = :id
      """;

  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final Releases releases;

  BatchRows(EngineDatabase database, Releases releases) {
    this.database = database;
    this.jdbc = database.named();
    this.releases = releases;
  }

  /** A batch that jobs are to join. */
  public record Joined(String name, boolean isClosed) {}

  /** Stores a new batch. */
  public void open(Batch batch, String name, Instant now) {
    Parameters parameters = of(batch).value("name", name).time("now", now);
    database.within(() -> jdbc.update(OPEN, parameters));
  }

  /**
   * Keeps the batch from being closed until the transaction ends, if it is open; empty if there is
   * no such batch.
   */
  public Optional<Joined> join(Batch batch) {
    return database
        .within(
            () ->
                jdbc.query(
                    JOIN,
                    of(batch),
                    (row, index) -> new Joined(row.getString("name"), row.getBoolean("closed"))))
        .stream()
        .findFirst();
  }

  /**
   * Closes the batch, unless that was done before. Waits for transactions that add jobs to it.
   *
   * @return false if there is no such batch
   */
  public boolean close(Batch batch, Instant now) {
    List<Boolean> open = database.within(() -> jdbc.queryForList(LOCK, of(batch), Boolean.class));
    if (open.contains(true)) {
      database.within(() -> jdbc.update(CLOSE, of(batch).time("now", now)));
      releases.look(List.of(batch.id().toString()));
    }
    return !open.isEmpty();
  }

  private static Parameters of(Batch batch) {
    return new Parameters().value("id", batch.id());
  }
}

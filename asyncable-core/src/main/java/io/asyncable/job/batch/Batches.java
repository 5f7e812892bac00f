package io.asyncable.job.batch;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads batches for those who show them. Nothing counts but the rows of the jobs. */
public final class Batches {

  private static final String VIEW =
      """
      select b.id, b.name, b.opened_at, b.closed_at, coalesce(b.total, m.members) as total,
        coalesce(b.total - m.members, 0) as deleted, m.*
      from (%s) b
      cross join lateral (
        select count(*) as members,
          count(*) filter (where j.processed_at is not null) as processed,
          count(*) filter (where j.due_at is not null and j.error is not null) as failed,
          count(*) filter (where j.due_at is null and j.processed_at is null
            and j.canceled_at is null) as expired,
          count(*) filter (where j.canceled_at is not null) as canceled
        from asyncable_job j where j.batch_id = b.id) m
      order by b.opened_at desc, b.id desc
      """;

  private static final String ONE =
      VIEW.formatted("select * from asyncable_job_batch where id = :id");

  /** By the index on the time of the opening. */
  private static final String NEWEST =
      VIEW.formatted(
          """
          select * from asyncable_job_batch
          order by opened_at desc, id desc limit :limit offset :offset\
          """);

  private final NamedParameterJdbcTemplate jdbc;

  Batches(EngineDatabase database) {
    this.jdbc = database.reading();
  }

  /** The batch of that id; empty if there is none, or none any more. */
  public Optional<BatchView> find(UUID id) {
    return jdbc.query(ONE, new Parameters().value("id", id), (row, index) -> view(row)).stream()
        .findFirst();
  }

  /**
   * The batches that were opened last come first.
   *
   * @param limit how many at most
   * @param offset how many to pass over before the first
   */
  public List<BatchView> newest(int limit, int offset) {
    Parameters parameters = new Parameters().value("limit", limit).value("offset", offset);
    return jdbc.query(NEWEST, parameters, (row, index) -> view(row));
  }

  private static BatchView view(ResultSet row) throws SQLException {
    return new BatchView(
        row.getObject("id", UUID.class),
        row.getString("name"),
        SqlTime.read(row, "opened_at"),
        SqlTime.readNullable(row, "closed_at"),
        row.getLong("total"),
        row.getLong("processed"),
        row.getLong("failed"),
        row.getLong("expired"),
        row.getLong("canceled"),
        row.getLong("deleted"));
  }
}

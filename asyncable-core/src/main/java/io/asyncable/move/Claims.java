package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/** Claims records for one attempt each, in one statement for a whole poll. */
public final class Claims {

  private static final String VALID =
      """
      t.{last_submitted_at} = cast(m.submission as timestamptz) and t.{attempts} = m.attempt
        and t.{processed_at} is null and t.{canceled_at} is null and t.{due_at} is not null
        and t.{published_at} is not null
      """;

  private static final String BEGUN =
      """
      {attempted_at} = :now, {attempts} = t.{attempts} + 1, {error} = null,
        {claimed_by} = :epoch, {published_at} = null,
        {due_at} = case when t.{due_at} < :near then :lease else t.{due_at} end
      """;

  private static final String ALIVE =
      "exists (select 1 from asyncable_worker w where w.epoch = :epoch and w.dead_at is null)";

  private static final String RETURNING =
      """
      returning cast(t.{id} as text) as id, t.{last_submitted_at} as submission,
        t.{submitted_at} as submitted, t.{attempts} as attempt, t.{trace} as trace,
        case when t.{attempts} > 1 then
          (select array[h.failures, h.losses] from asyncable_history h
           where h.process_type = :type and h.record_id = cast(t.{id} as text)
             and h.submission = t.{last_submitted_at} order by h.id desc limit 1) end as counts
      """;

  /**
   * Duplicates, redeliveries and stale messages match no row, nor do those that the engine has not
   * published: a submission and a number of attempts can be guessed, and what is scheduled or backs
   * off must not begin before its time. A row that somebody holds locked is passed over: one long
   * transaction must not stop a worker. The timer is moved only when it is near, so that the update
   * touches no index and stays HOT. Rows are found by the primary key.
   */
  private static final String CLAIM =
      composed(
          """
      with free as (
        select t.ctid as place
        from unnest(:ids, :submissions, :attempts) m(id, submission, attempt)
        join {table} t on t.{id} = cast(m.id as {idType})
        where VALID
        for no key update of t skip locked)
      update {table} t set BEGUN
      from free
      where t.ctid = free.place and ALIVE
      RETURNING
      """);

  /** Claims what the first statement did not take, stale or locked rows; waits for the locks. */
  private static final String CLAIM_LOCKED =
      composed(
          """
      update {table} t set BEGUN
      from unnest(:ids, :submissions, :attempts) m(id, submission, attempt)
      where t.{id} = cast(m.id as {idType}) and VALID and ALIVE
      RETURNING
      """);

  private static final String PATIENCE = "set local lock_timeout = '1s'";

  private static final String CURRENT =
      """
      select count(*) from {table}
      where {id} = cast(:id as {idType}) and {last_submitted_at} = :submission
        and {attempts} = :attempt and {processed_at} is null and {canceled_at} is null
        and {due_at} is not null
      """;

  private static final String EXISTING =
      "select count(*) from {table} where {id} = cast(:id as {idType})";

  /** SQL states of a lock timeout and of a deadlock. */
  private static final Set<String> LOCKED = Set.of("55P03", "40P01");

  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionOperations transactions;

  /** How far ahead a claim moves a near timer. */
  private final Duration lease;

  Claims(EngineDatabase database, PlatformTransactionManager transactions, SweepSettings settings) {
    this.database = database;
    this.jdbc = database.named();
    this.transactions = database.transactions(transactions);
    this.lease = settings.grace();
  }

  /** Claims those of the references that are still valid and that nobody holds locked. */
  public List<Claimed> claimFree(
      ProcessType type, List<Reference> references, long epoch, Instant now) {
    return claim(CLAIM, type, references, epoch, now);
  }

  /**
   * The same for references that {@link #claimFree} did not take because the rows were locked or
   * stale. The sweeper releases its locks soon. If somebody else holds one longer, the sweeper
   * takes care of the record later.
   */
  public List<Claimed> claimLocked(
      ProcessType type, List<Reference> references, long epoch, Instant now) {
    // The same order on all workers prevents deadlocks.
    List<Reference> rest = references.stream().sorted(Comparator.comparing(Reference::id)).toList();
    try {
      return transactions.execute(
          status -> {
            jdbc.getJdbcOperations().execute(PATIENCE);
            return claim(CLAIM_LOCKED, type, rest, epoch, now);
          });
    } catch (DataAccessException failure) {
      if (failure.getMostSpecificCause() instanceof SQLException cause
          && LOCKED.contains(String.valueOf(cause.getSQLState()))) {
        return List.of();
      }
      throw failure;
    }
  }

  private List<Claimed> claim(
      String statement, ProcessType type, List<Reference> references, long epoch, Instant now) {
    Parameters parameters =
        new Parameters()
            .texts("ids", references, Reference::id)
            .texts("submissions", references, Reference::submission)
            .integers("attempts", references, Reference::attempt)
            .value("type", type.name())
            .value("epoch", epoch)
            .time("now", now)
            .time("near", now.plus(lease.dividedBy(2)))
            .time("lease", now.plus(lease));
    return jdbc.query(
        type.sql(statement), parameters, (row, index) -> claimed(type, row, epoch, now));
  }

  private static String composed(String statement) {
    return statement
        .replace("VALID", VALID)
        .replace("BEGUN", BEGUN)
        .replace("ALIVE", ALIVE)
        .replace("RETURNING", RETURNING);
  }

  private static Claimed claimed(ProcessType type, ResultSet row, long epoch, Instant now)
      throws SQLException {
    Timers.Counts counts = Timers.Counts.in(row);
    return new Claimed(
        type,
        row.getString("id"),
        SqlTime.readNullable(row, "submission"),
        SqlTime.readNullable(row, "submitted"),
        row.getInt("attempt"),
        epoch,
        now,
        counts.failures(),
        counts.losses(),
        row.getString("trace"));
  }

  /** Whether the record's row was deleted. */
  public boolean isGone(Claimed attempt) {
    Parameters parameters = new Parameters().value("id", attempt.id());
    return count(attempt.type().sql(EXISTING), parameters) == 0;
  }

  /**
   * Whether the attempt could still complete: its submission is neither concluded nor expired nor
   * replaced.
   */
  public boolean isCurrent(Claimed attempt) {
    Parameters parameters =
        new Parameters()
            .value("id", attempt.id())
            .time("submission", attempt.submission())
            .value("attempt", attempt.attempt());
    return count(attempt.type().sql(CURRENT), parameters) > 0;
  }

  private int count(String statement, Parameters parameters) {
    Integer found =
        database.within(() -> jdbc.queryForObject(statement, parameters, Integer.class));
    return found == null ? 0 : found;
  }
}

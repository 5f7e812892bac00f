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

  private static final Returned[] CLAIMED = {
    Returned.ID,
    Returned.SUBMISSION,
    Returned.of("submitted", "t.{submitted_at}"),
    Returned.ATTEMPT,
    Returned.of("trace", "t.{trace}"),
    Returned.of("counts", "case when t.{attempts} > 1 then " + Counts.SQL + " end")
  };

  /**
   * Duplicates, redeliveries and stale messages match no row, nor do those that the engine has not
   * published. A row that somebody holds locked is passed over: one long transaction must not stop
   * a worker.
   */
  private static final String CLAIM = MoveSql.of(Move.CLAIM, Form.FREE, CLAIMED);

  /** Claims what the first statement did not take, stale or locked rows; waits for the locks. */
  private static final String CLAIM_LOCKED = MoveSql.of(Move.CLAIM, Form.MANY, CLAIMED);

  private static final String PATIENCE = "set local lock_timeout = '1s'";

  private static final String BEGIN_ONCE = MoveSql.of(Move.BEGIN_ONCE, Form.ONE);

  private static final String CURRENT = MoveSql.isMovable(Move.COMPLETE, Form.ONE);

  private static final String EXISTING =
      "select exists (select 1 from {table} where {id} = cast(:id as {idType}))";

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

  private static Claimed claimed(ProcessType type, ResultSet row, long epoch, Instant now)
      throws SQLException {
    Counts counts = Counts.in(row);
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

  /**
   * Writes that the handler of an attempt is about to begin that must not be repeated; false if the
   * attempt is no longer this worker's, so that the handler must not begin.
   */
  public boolean beginOnce(Claimed attempt) {
    return Integer.valueOf(1)
        .equals(
            database.within(
                () ->
                    jdbc.queryForObject(
                        attempt.type().sql(BEGIN_ONCE), token(attempt), Integer.class)));
  }

  /** Whether the record's row was deleted. */
  public boolean isGone(Claimed attempt) {
    Parameters parameters = new Parameters().value("id", attempt.id());
    return !holds(attempt.type().sql(EXISTING), parameters);
  }

  /**
   * Whether the attempt could still complete: its submission is neither concluded nor expired nor
   * replaced, and no later attempt has begun.
   */
  public boolean isCurrent(Claimed attempt) {
    return holds(attempt.type().sql(CURRENT), token(attempt));
  }

  private static Parameters token(Claimed attempt) {
    return new Parameters()
        .value("id", attempt.id())
        .time("submission", attempt.submission())
        .value("attempt", attempt.attempt())
        .value("epoch", attempt.epoch());
  }

  private boolean holds(String question, Parameters parameters) {
    return Boolean.TRUE.equals(
        database.within(() -> jdbc.queryForObject(question, parameters, Boolean.class)));
  }
}

package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ErrorText;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Ends attempts. Every statement requires the three tokens of the attempt (submission, number,
 * worker) and an unconcluded record with a timer. If these have changed, the statement changes
 * nothing.
 */
public final class Completions {

  /** The statement skips rows that somebody else has locked; {@link #busy} finds them. */
  private static final String COMPLETE = MoveSql.of(Move.COMPLETE, Form.FREE, Returned.ID);

  /**
   * The same for one record, inside its handler's transaction: planned once per session. Only the
   * commit is left of that transaction. If the commit is lost with the connection, the session must
   * not keep the row locked for hours until PostgreSQL notices.
   */
  private static final String COMPLETE_ONE =
      MoveSql.of(
          Move.COMPLETE,
          Form.ONE,
          Returned.of(
              "bound", "set_config('idle_in_transaction_session_timeout', :silence, true)"));

  private static final String COMPLETABLE = MoveSql.movable(Move.COMPLETE);

  /** The row's error and its entry in the history are written with the same commit. */
  private static final String FAIL = MoveSql.of(Move.FAIL, Form.FREE, Returned.ID);

  private static final String FAILABLE = MoveSql.movable(Move.FAIL);

  private static final String EXPIRE = MoveSql.of(Move.EXPIRE, Form.ONE);

  private static final String CANCEL = MoveSql.of(Move.CANCEL_BY_HANDLER, Form.ONE);

  private static final String LOCK =
      "select 1 from {table} where {id} = cast(:id as {idType}) for no key update";

  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final EndedRecords ended;

  Completions(EngineDatabase database, EndedRecords ended) {
    this.database = database;
    this.jdbc = database.named();
    this.ended = ended;
  }

  /** Marks the attempts' records processed; returns the ids of the records that it moved. */
  public Set<String> complete(ProcessType type, List<Claimed> attempts, Instant now) {
    database.boundToItsEnd();
    Parameters parameters = tokens(attempts, a -> a).time("now", now);
    Set<String> completed =
        Set.copyOf(jdbc.queryForList(type.sql(COMPLETE), parameters, String.class));
    ended.tell(type, completed);
    return completed;
  }

  /**
   * The attempts that could still be ended. For attempts that a statement did not move, this
   * separates rows that were locked at that moment from rows that had moved on.
   *
   * @param failing whether they were to fail, which only a running attempt can
   */
  public Set<String> busy(ProcessType type, List<Claimed> attempts, boolean failing) {
    String statement = failing ? FAILABLE : COMPLETABLE;
    return Set.copyOf(
        jdbc.queryForList(type.sql(statement), tokens(attempts, a -> a), String.class));
  }

  /** Marks one record processed, as part of the caller's transaction; false if it was not held. */
  public boolean complete(Claimed attempt, Instant now) {
    database.boundToItsEnd();
    Parameters parameters = token(attempt).time("now", now).value("silence", database.silence());
    boolean completed =
        !jdbc.queryForList(attempt.type().sql(COMPLETE_ONE), parameters, String.class).isEmpty();
    return toldIf(completed, attempt.type(), attempt.id());
  }

  /** Writes how attempts ended; returns the ids of the records that it moved. */
  public Set<String> fail(ProcessType type, List<FailedAttempt> failed, Instant now) {
    Parameters parameters =
        tokens(failed, FailedAttempt::attempt)
            .texts("errors", failed, f -> f.failure().error())
            .texts("causes", failed, f -> f.failure().cause().word())
            .texts("dues", failed, f -> f.failure().dueAt())
            .texts("events", failed, f -> f.failure().event().word())
            .texts("beginnings", failed, f -> f.attempt().begunAt())
            .texts("classes", failed, f -> f.detail(ErrorDetails::errorClass))
            .texts("messages", failed, FailedAttempt::message)
            .texts("stacks", failed, f -> f.detail(ErrorDetails::stack))
            .texts("frames", failed, f -> f.detail(ErrorDetails::frame))
            .texts("patterns", failed, f -> f.detail(ErrorDetails::pattern))
            .texts("fingerprints", failed, f -> f.detail(ErrorDetails::fingerprint))
            .texts("remedies", failed, f -> f.detail(ErrorDetails::remedy))
            .integers("failures", failed, FailedAttempt::failures)
            .integers("losses", failed, FailedAttempt::losses)
            .value("type", type.name())
            .time("now", now);
    return Set.copyOf(
        database.within(() -> jdbc.queryForList(type.sql(FAIL), parameters, String.class)));
  }

  /**
   * Waits for the record's row, for a second at most, so that no statement of the caller's
   * transaction passes it over or waits for longer.
   */
  public void lock(ProcessType type, String id) {
    database.within(
        () -> {
          jdbc.getJdbcOperations().execute("set local lock_timeout = '1s'");
          jdbc.queryForList(type.sql(LOCK), new Parameters().value("id", id), Integer.class);
          jdbc.getJdbcOperations().execute("set local lock_timeout to default");
          return null;
        });
  }

  /**
   * Limits how long the caller's transaction waits for a row, and how long it may be idle before
   * the database ends it. Sessions that wait for its rows then continue.
   */
  public void boundWaits(Duration lock, Duration idle) {
    database.boundWaits(lock, idle);
  }

  /** Gives up a waiting record, as part of the caller's transaction; false if it had moved on. */
  public boolean expire(
      ProcessType type, Reference waiting, Cause cause, String error, Instant now) {
    Parameters parameters =
        new Parameters()
            .value("type", type.name())
            .value("id", waiting.id())
            .time("submission", waiting.submission())
            .value("attempt", waiting.attempt())
            .value("cause", cause.word())
            // This error may be longer than others, because its end says why the engine gave up.
            .value("error", ErrorText.fit(error, ErrorText.Limit.MESSAGE))
            .time("now", now);
    boolean expired = database.within(() -> isMoved(type.sql(EXPIRE), parameters));
    return toldIf(expired, type, waiting.id());
  }

  /** Cancels on behalf of the handler of a running attempt; false if it was no longer held. */
  public boolean cancel(Claimed attempt, String reason, Instant now) {
    Parameters parameters =
        token(attempt)
            .value("type", attempt.type().name())
            .value("reason", ErrorText.fit(reason, ErrorText.Limit.MESSAGE))
            .time("now", now);
    boolean canceled = isMoved(attempt.type().sql(CANCEL), parameters);
    return toldIf(canceled, attempt.type(), attempt.id());
  }

  private boolean toldIf(boolean hasEnded, ProcessType type, String id) {
    if (hasEnded) {
      ended.tell(type, List.of(id));
    }
    return hasEnded;
  }

  private boolean isMoved(String statement, Parameters parameters) {
    return Objects.requireNonNull(jdbc.queryForObject(statement, parameters, Integer.class)) > 0;
  }

  private static Parameters token(Claimed attempt) {
    return new Parameters()
        .value("id", attempt.id())
        .time("submission", attempt.submission())
        .value("attempt", attempt.attempt())
        .value("epoch", attempt.epoch());
  }

  private static <T> Parameters tokens(List<T> rows, Function<T, Claimed> attempt) {
    return new Parameters()
        .texts("ids", rows, row -> attempt.apply(row).id())
        .texts("submissions", rows, row -> attempt.apply(row).submission())
        .integers("attempts", rows, row -> attempt.apply(row).attempt())
        .longs("epochs", rows, row -> attempt.apply(row).epoch());
  }
}

package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ErrorText;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Ends attempts. Every statement requires the three tokens of the attempt (submission, number,
 * worker) and an unconcluded record with a timer. If these have changed, the statement changes
 * nothing.
 */
public final class Completions {

  private static final String HELD =
      """
      t.{last_submitted_at} = cast(m.submission as timestamptz)
        and t.{attempts} = m.attempt and t.{claimed_by} = m.epoch
        and t.{processed_at} is null and t.{canceled_at} is null and t.{due_at} is not null
      """;

  /** The statement skips rows that somebody else has locked; {@link #busy} finds them. */
  private static final String COMPLETE =
      """
      with free as (
        select t.ctid as place
        from unnest(:ids, :submissions, :attempts, :epochs) m(id, submission, attempt, epoch)
        join {table} t on t.{id} = cast(m.id as {idType})
        where HELD
        for no key update of t skip locked)
      update {table} t set {processed_at} = :now, {due_at} = null, {error} = null
      from free where t.ctid = free.place
      returning cast(t.{id} as text)
      """
          .replace("HELD", HELD);

  private static final String BUSY =
      """
      select cast(t.{id} as text)
      from unnest(:ids, :submissions, :attempts, :epochs) m(id, submission, attempt, epoch)
      join {table} t on t.{id} = cast(m.id as {idType})
      where HELD
      """
          .replace("HELD", HELD);

  /**
   * The same for one record, inside its handler's transaction: planned once per session. Only the
   * commit is left of that transaction. If the commit is lost with the connection, the session must
   * not keep the row locked for hours until PostgreSQL notices.
   */
  private static final String COMPLETE_ONE =
      """
      update {table} set {processed_at} = :now, {due_at} = null, {error} = null
      where {id} = cast(:id as {idType}) and {last_submitted_at} = :submission
        and {attempts} = :attempt and {claimed_by} = :epoch
        and {processed_at} is null and {canceled_at} is null and {due_at} is not null
      returning set_config('idle_in_transaction_session_timeout', :silence, true)
      """;

  /** Only a running attempt can fail, and it leaves its row in the history with the same commit. */
  private static final String FAIL =
      """
      with m as (
        select * from unnest(:ids, :submissions, :attempts, :epochs, :errors, :dues, :events,
            :begun, :classes, :messages, :stacks, :frames, :fingerprints, :failures, :losses)
          m(id, submission, attempt, epoch, error, due, event,
            begun, class, message, stack, frame, fingerprint, failures, losses)),
      free as (
        select t.ctid as place, m.* from m join {table} t on t.{id} = cast(m.id as {idType})
        where HELD and t.{error} is null
        for no key update of t skip locked),
      failed as (
        update {table} t set {error} = free.error, {due_at} = cast(free.due as timestamptz)
        from free where t.ctid = free.place
        returning free.*)
      insert into asyncable_history (process_type, record_id, submission, attempt, event,
        occurred_at, began_at, worker, worker_name, error_class, message, stack, frame,
        fingerprint, failures, losses)
      select :type, f.id, cast(f.submission as timestamptz), f.attempt, f.event,
        :now, cast(f.begun as timestamptz), f.epoch, w.name, f.class, coalesce(f.message, f.error),
        f.stack, f.frame, f.fingerprint, f.failures, f.losses
      from failed f left join asyncable_worker w on w.epoch = f.epoch
      returning record_id
      """
          .replace("HELD", HELD);

  /** Gives up a waiting record, with the tokens that the sweeper or completer has seen. */
  private static final String EXPIRE =
      """
      with expired as (
        update {table} set {error} = :error, {due_at} = null
        where {id} = cast(:id as {idType}) and {last_submitted_at} = :submission
          and {attempts} = :attempt and ({attempts} = 0 or {error} is not null)
          and {processed_at} is null and {canceled_at} is null and {due_at} is not null
        returning case when {attempts} > 0 then {claimed_by} end as worker)
      insert into asyncable_history (process_type, record_id, submission, attempt, event,
        occurred_at, worker, message)
      select :type, :id, :submission, :attempt, 'expired', :now, worker, :error from expired
      """;

  private static final String CANCEL =
      """
      with canceled as (
        update {table} set {canceled_at} = :now, {due_at} = null
        where {id} = cast(:id as {idType}) and {last_submitted_at} = :submission
          and {attempts} = :attempt and {claimed_by} = :epoch
          and {processed_at} is null and {canceled_at} is null and {due_at} is not null
        returning {claimed_by} as worker)
      insert into asyncable_history (process_type, record_id, submission, attempt, event,
        occurred_at, worker, actor, message)
      select :type, :id, :submission, :attempt, 'canceled', :now, worker, 'handler', :reason
      from canceled
      """;

  private static final String LOCK =
      "select 1 from {table} where {id} = cast(:id as {idType}) for no key update";

  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;

  Completions(EngineDatabase database) {
    this.database = database;
    this.jdbc = database.named();
  }

  /** Marks the attempts' records processed; returns the ids of the records that it moved. */
  public Set<String> complete(ProcessType type, List<Claimed> attempts, Instant now) {
    database.boundToItsEnd();
    Parameters parameters = tokens(attempts, a -> a).time("now", now);
    return Set.copyOf(jdbc.queryForList(type.sql(COMPLETE), parameters, String.class));
  }

  /**
   * The attempts that could still be ended. For attempts that a statement did not move, this
   * separates rows that were locked at that moment from rows that had moved on.
   *
   * @param failing whether they were to fail, which only a running attempt can
   */
  public Set<String> busy(ProcessType type, List<Claimed> attempts, boolean failing) {
    String statement = failing ? BUSY + " and t.{error} is null" : BUSY;
    return Set.copyOf(
        jdbc.queryForList(type.sql(statement), tokens(attempts, a -> a), String.class));
  }

  /** Marks one record processed, as part of the caller's transaction; false if it was not held. */
  public boolean complete(Claimed attempt, Instant now) {
    database.boundToItsEnd();
    Parameters parameters = token(attempt).time("now", now).value("silence", database.silence());
    return !jdbc.queryForList(attempt.type().sql(COMPLETE_ONE), parameters, String.class).isEmpty();
  }

  /** Writes how attempts ended; returns the ids of the records that it moved. */
  public Set<String> fail(ProcessType type, List<FailedAttempt> failed, Instant now) {
    Parameters parameters =
        tokens(failed, FailedAttempt::attempt)
            .texts("errors", failed, f -> f.failure().error())
            .texts("dues", failed, f -> f.failure().dueAt())
            .texts("events", failed, f -> f.failure().event().name().toLowerCase(Locale.ROOT))
            .texts("begun", failed, f -> f.attempt().begunAt())
            .texts("classes", failed, f -> f.detail(ErrorDetails::errorClass))
            .texts("messages", failed, f -> f.detail(ErrorDetails::message))
            .texts("stacks", failed, f -> f.detail(ErrorDetails::stack))
            .texts("frames", failed, f -> f.detail(ErrorDetails::frame))
            .texts("fingerprints", failed, f -> f.detail(ErrorDetails::fingerprint))
            .integers("failures", failed, f -> f.attempt().failures() + f.counted(Event.FAILED))
            .integers("losses", failed, f -> f.attempt().losses() + f.counted(Event.LOST))
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
  public boolean expire(ProcessType type, Reference waiting, String error, Instant now) {
    Parameters parameters =
        new Parameters()
            .value("type", type.name())
            .value("id", waiting.id())
            .time("submission", waiting.submission())
            .value("attempt", waiting.attempt())
            // This error may be longer than others, because its end says why the engine gave up.
            .value("error", ErrorText.fit(error, ErrorText.Limit.MESSAGE))
            .time("now", now);
    return database.within(() -> jdbc.update(type.sql(EXPIRE), parameters)) > 0;
  }

  /** Cancels on behalf of the handler of a running attempt; false if it was no longer held. */
  public boolean cancel(Claimed attempt, String reason, Instant now) {
    Parameters parameters =
        token(attempt)
            .value("type", attempt.type().name())
            .value("reason", ErrorText.fit(reason, ErrorText.Limit.MESSAGE))
            .time("now", now);
    return jdbc.update(attempt.type().sql(CANCEL), parameters) > 0;
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

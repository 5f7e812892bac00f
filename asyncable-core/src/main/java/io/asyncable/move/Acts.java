package io.asyncable.move;

import io.asyncable.ActionRefused;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.text.ErrorText;
import io.asyncable.type.ProcessType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/**
 * The acts of people and programs on single records, in the caller's transaction. Each act leaves a
 * row in the history. No act begins an attempt: the number of attempts is a fencing token, which
 * only a claim increases.
 */
public final class Acts {

  /**
   * Asks for the same work again, so {@code submitted_at}, part of the idempotency key, stays, and
   * {@code claimed_by} still shows that something may have been sent under the key. For a processed
   * record it asks for new work. A record that ended before its scheduled time waits for that time
   * again, because nobody asked for it sooner.
   */
  private static final String RESTART =
      told(
          """
          update {table} set
            {submitted_at} = case when {processed_at} is null then {submitted_at}
              else greatest(:now, {submitted_at} + interval '1 microsecond') end,
            {claimed_by} = case when {processed_at} is null then {claimed_by} end,
            {last_submitted_at} = case
              when {last_submitted_at} = :now or {attempts} = 0 and {last_submitted_at} > :now
              then {last_submitted_at} + interval '1 microsecond' else :now end,
            {attempted_at} = null, {processed_at} = null, {canceled_at} = null, {error} = null,
            {attempts} = 0,
            {due_at} = case when {attempts} = 0 and {last_submitted_at} > :now
              then {last_submitted_at} + interval '1 microsecond' else :due end,
            {published_at} = case when {attempts} = 0 and {last_submitted_at} > :now
              then null else :now end
          where {id} = cast(:id as {idType}) and %s
          """
              .formatted(Act.RESTART.sql()));

  /**
   * The replaced time is in the future, so no submission of the record has had the present time.
   */
  private static final String BEGIN_NOW =
      told(
          """
          update {table} set
            {last_submitted_at} = :now, {due_at} = :due, {published_at} = :now
          where {id} = cast(:id as {idType}) and %s
          """
              .formatted(Act.BEGIN.sql()));

  /** No token changes, so messages on their way stay valid. */
  private static final String RETRY_NOW =
      told(
          """
          update {table} set {due_at} = :due, {published_at} = :now
          where {id} = cast(:id as {idType}) and %s
          """
              .formatted(Act.RETRY.sql()));

  private static final String CANCEL =
      told(
          """
          update {table} set {canceled_at} = :now, {due_at} = null
          where {id} = cast(:id as {idType}) and %s
          """
              .formatted(Act.CANCEL.sql()));

  private static final String MARK_PROCESSED =
      told(
          """
          update {table} set {processed_at} = :now, {due_at} = null, {error} = null
          where {id} = cast(:id as {idType}) and {last_submitted_at} is not null
            and {processed_at} is null and {canceled_at} is null
          """);

  /** A record without an error gets none; otherwise its attempt would seem to have failed. */
  private static final String UPDATE_ERROR =
      told(
          """
          update {table} set {error} = :error
          where {id} = cast(:id as {idType}) and {error} is not null
          """);

  /** The error of a live record is part of its state: without it, the record would seem to run. */
  private static final String CLEAR_ERROR =
      told(
          """
          update {table} set {error} = null
          where {id} = cast(:id as {idType}) and {error} is not null and {canceled_at} is not null
          """);

  private static final String STATE =
      "select "
          + State.sql(ProcessType::braced, ":now")
          + " from {table} where {id} = cast(:id as {idType})";

  private final EntityManager entities;
  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final Duration grace;

  Acts(EntityManagerFactory factory, EngineDatabase database, SweepSettings settings) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.database = database;
    this.jdbc = database.named();
    this.grace = settings.grace();
  }

  /**
   * A record whose next attempt may begin, or whose time is to come, and the trace of its
   * submission.
   *
   * @param isPublished whether it counts as published from now on
   * @param losses lost attempts of its submission
   */
  public record Eligible(
      Reference reference, boolean isPublished, @Nullable String trace, int losses) {}

  /**
   * Begins a new submission that asks for the same work again, or for new work if the record was
   * processed. It begins at once, unless the scheduled time is still to come.
   *
   * @throws ActionRefused if it is scheduled, queued or running, or was never submitted
   * @throws UnknownRecord if there is no such record
   */
  public Eligible restart(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now).time("due", now.plus(grace));
    return write(type, RESTART, parameters.value("event", "restarted"))
        .orElseThrow(() -> refused(type, id, "restarted", Acts::insteadOfRestart, now));
  }

  /**
   * Makes the next attempt of a record that waits due at once, within its submission.
   *
   * @throws ActionRefused if it is running, scheduled, expired, concluded or was never submitted
   * @throws UnknownRecord if there is no such record
   */
  public Eligible retryNow(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now).time("due", now.plus(grace));
    return write(type, RETRY_NOW, parameters.value("event", "retried_now"))
        .orElseThrow(() -> refused(type, id, "retried now", Acts::insteadOfRetry, now));
  }

  /**
   * Makes a submission that is scheduled eligible at once instead; it still counts as first
   * submitted when it was.
   *
   * @throws ActionRefused if it is not scheduled
   * @throws UnknownRecord if there is no such record
   */
  public Eligible beginNow(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now).time("due", now.plus(grace));
    return write(type, BEGIN_NOW, parameters.value("event", "begun_now"))
        .orElseThrow(() -> refused(type, id, "begun now", Acts::insteadOfBeginning, now));
  }

  /**
   * Cancels whatever is not concluded.
   *
   * @return false if it was already processed or canceled
   * @throws UnknownRecord if there is no such record
   */
  public boolean cancel(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now).value("event", "canceled");
    if (write(type, CANCEL, parameters).isPresent()) {
      return true;
    }
    stateOf(type, id, now);
    return false;
  }

  /**
   * Concludes a record as processed, without an attempt; the end of a running attempt is discarded.
   *
   * @return false if it was already processed or canceled
   * @throws ActionRefused if it was never submitted
   * @throws UnknownRecord if there is no such record
   */
  public boolean markProcessed(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now).value("event", "marked_processed");
    if (write(type, MARK_PROCESSED, parameters).isPresent()) {
      return true;
    }
    if (stateOf(type, id, now) == State.NOT_SUBMITTED) {
      throw refused(
          type, id, "marked processed", state -> "It has no submission to conclude.", now);
    }
    return false;
  }

  /**
   * Replaces the error of a record that has one; its state stays the same.
   *
   * @throws ActionRefused if it has none
   * @throws UnknownRecord if there is no such record
   */
  public void updateError(
      ProcessType type, String id, @Nullable String actor, String error, Instant now) {
    Parameters parameters =
        parameters(type, id, new ActedBy(actor, error), now)
            .value("event", "error_updated")
            .value("error", ErrorText.fit(error, ErrorText.Limit.ERROR));
    if (write(type, UPDATE_ERROR, parameters).isEmpty()) {
      throw new ActionRefused(
          "%s %s is %s and has no error to update: only a failed attempt leaves an error."
              .formatted(type, id, words(stateOf(type, id, now))));
    }
  }

  /**
   * Removes the error of a canceled record.
   *
   * @return false if it has none
   * @throws ActionRefused if its error is part of its state
   * @throws UnknownRecord if there is no such record
   */
  public boolean clearError(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now).value("event", "error_cleared");
    if (write(type, CLEAR_ERROR, parameters).isPresent()) {
      return true;
    }
    State state = stateOf(type, id, now);
    if (state == State.RETRYING || state == State.EXPIRED) {
      throw new ActionRefused(
          "%s %s is %s, and its error is part of that state. Update the error instead, or mark the record processed, restart or cancel it."
              .formatted(type, id, words(state)));
    }
    return false;
  }

  /** The derived state of a record, as the database sees it. */
  public State stateOf(ProcessType type, String id, Instant now) {
    Parameters parameters = new Parameters().value("id", type.spelled(id)).time("now", now);
    return database
        .within(() -> jdbc.queryForList(type.sql(STATE), parameters, String.class))
        .stream()
        .findFirst()
        .map(State::valueOf)
        .orElseThrow(
            () -> new UnknownRecord("There is no %s with the id '%s'.".formatted(type, id)));
  }

  /** Writes the act; empty if the record is not in the state that the statement expects. */
  private Optional<Eligible> write(ProcessType type, String statement, Parameters parameters) {
    entities.flush();
    List<Eligible> written =
        database.within(
            () ->
                jdbc.query(
                    type.sql(statement),
                    parameters,
                    (row, index) ->
                        new Eligible(
                            new Reference(
                                type.name(),
                                row.getString("id"),
                                SqlTime.readNullable(row, "submission"),
                                row.getInt("attempt")),
                            row.getBoolean("published"),
                            row.getString("trace"),
                            row.getInt("losses"))));
    return written.stream().findFirst();
  }

  private static Parameters parameters(ProcessType type, String id, ActedBy act, Instant now) {
    return new Parameters()
        .value("type", type.name())
        .value("id", type.spelled(id))
        .value("actor", act.actor())
        .value("reason", act.reason())
        .time("now", now);
  }

  private ActionRefused refused(
      ProcessType type, String id, String act, Function<State, String> remedy, Instant now) {
    State state = stateOf(type, id, now);
    return new ActionRefused(
        "%s %s is %s and cannot be %s. %s"
            .formatted(type, id, words(state), act, remedy.apply(state)));
  }

  private static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String insteadOfRestart(State state) {
    return switch (state) {
      case RUNNING -> "Cancel it first, or wait for the attempt to end.";
      case QUEUED -> "Retry it now instead, which publishes it again.";
      case SCHEDULED -> "Begin it now instead, or wait for its time.";
      case NOT_SUBMITTED -> "Only the application can submit it.";
      case RETRYING, EXPIRED, PROCESSED -> "It changed in this moment; look again.";
      case CANCELED -> "It was never submitted, or changed in this moment; look again.";
    };
  }

  private static String insteadOfRetry(State state) {
    return switch (state) {
      case RUNNING -> "Wait for the attempt to end.";
      case SCHEDULED -> "Begin it now instead, or wait for its time.";
      case EXPIRED, PROCESSED, CANCELED -> "Restart it instead, which begins a new submission.";
      case NOT_SUBMITTED -> "Only the application can submit it.";
      case QUEUED, RETRYING -> "It changed in this moment; look again.";
    };
  }

  private static String insteadOfBeginning(State state) {
    return switch (state) {
      case RUNNING -> "Wait for the attempt to end.";
      case QUEUED, RETRYING -> "Its time has come: retry it now instead.";
      case EXPIRED, PROCESSED, CANCELED -> "Restart it instead, which begins a new submission.";
      case NOT_SUBMITTED -> "Submit it instead.";
      case SCHEDULED -> "It changed in this moment; look again.";
    };
  }

  /**
   * An update and its row in the history, in one statement. The newest row of a submission carries
   * on the counts of its failed and lost attempts.
   */
  private static String told(String update) {
    return """
        with acted as (
          %s
          returning cast({id} as text) as id, {last_submitted_at} as submission,
            {attempts} as attempt, {published_at} is not null as published, {trace} as trace),
        told as (
          insert into asyncable_history (process_type, record_id, submission, attempt, event,
            occurred_at, actor, message, failures, losses)
          select :type, a.id, coalesce(a.submission, :now), a.attempt, :event, :now, :actor,
            :reason, coalesce(h.failures, 0), coalesce(h.losses, 0)
          from acted a left join lateral (
            select failures, losses from asyncable_history
            where process_type = :type and record_id = a.id and submission = a.submission
            order by id desc limit 1) h on true
          returning losses)
        select id, submission, attempt, published, trace, losses from acted, told
        """
        .formatted(update.strip());
  }
}

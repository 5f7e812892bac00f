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

  private static final String RESTART = statement(Move.RESTART);
  private static final String BEGIN_NOW = statement(Move.BEGIN_NOW);
  private static final String RETRY_NOW = statement(Move.RETRY_NOW);
  private static final String CANCEL = statement(Move.CANCEL);
  private static final String MARK_PROCESSED = statement(Move.MARK_PROCESSED);
  private static final String UPDATE_ERROR = statement(Move.UPDATE_ERROR);
  private static final String CLEAR_ERROR = statement(Move.CLEAR_ERROR);

  private static final String STATE =
      "select "
          + State.sql(ProcessType::braced, ":now")
          + " from {table} where {id} = cast(:id as {idType}) and {ofType}";

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
    return write(type, RESTART, parameters)
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
    return write(type, RETRY_NOW, parameters)
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
    return write(type, BEGIN_NOW, parameters)
        .orElseThrow(() -> refused(type, id, "begun now", Acts::insteadOfBeginning, now));
  }

  /**
   * Cancels whatever is not concluded.
   *
   * @return false if it was already processed or canceled
   * @throws UnknownRecord if there is no such record
   */
  public boolean cancel(ProcessType type, String id, ActedBy act, Instant now) {
    Parameters parameters = parameters(type, id, act, now);
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
    Parameters parameters = parameters(type, id, act, now);
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
    Parameters parameters = parameters(type, id, act, now);
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

  private static String statement(Move move) {
    return MoveSql.of(
        move,
        Form.ONE,
        Returned.ID,
        Returned.SUBMISSION,
        Returned.ATTEMPT,
        Returned.of("published", "t.{published_at} is not null"),
        Returned.of("trace", "t.{trace}"),
        Returned.COUNTS);
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
                            Counts.in(row).losses())));
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
}

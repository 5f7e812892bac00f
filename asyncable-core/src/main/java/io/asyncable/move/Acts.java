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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/**
 * The acts of people and programs on single records, in the caller's transaction. Each act leaves a
 * row in the history. No act begins an attempt: the number of attempts is a fencing token, which
 * only a claim increases.
 */
public final class Acts {

  /** The moves of acts, and those that change an error. */
  private static final Map<Move, String> STATEMENTS = statements();

  private static final String STATE =
      "select "
          + State.sql(ProcessType::braced, ":now")
          + " from {table} t where {id} = cast(:id as {idType}) and {ofType}";

  private final EntityManager entities;
  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final Duration grace;
  private final EndedRecords ended;

  Acts(
      EntityManagerFactory factory,
      EngineDatabase database,
      SweepSettings settings,
      EndedRecords ended) {
    this.ended = ended;
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.database = database;
    this.jdbc = database.named();
    this.grace = settings.grace();
  }

  /**
   * A record as an act has left it.
   *
   * @param isPublished whether it counts as published, so that a message has to go out
   * @param trace of its submission
   * @param losses lost attempts of its submission
   */
  public record Acted(
      Reference reference, State state, boolean isPublished, @Nullable String trace, int losses) {}

  /**
   * Does the act to a record.
   *
   * @return empty if it was to end a record that was processed or canceled already
   * @throws ActionRefused if the record's state does not allow it
   * @throws UnknownRecord if there is no such record
   */
  public Optional<Acted> act(Act act, ProcessType type, String id, ActedBy by, Instant now) {
    Parameters parameters = parameters(type, id, by, now).time("due", now.plus(grace));
    Optional<Acted> acted = write(type, act.move(), parameters);
    if (acted.isEmpty()) {
      State state = stateOf(type, id, now);
      if (!act.leaves(state)) {
        throw new ActionRefused(act.refusal(type + " " + id, state));
      }
    } else if (act.isEnding()) {
      ended.tell(type, List.of(acted.get().reference().id()));
    }
    return acted;
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
    if (write(type, Move.UPDATE_ERROR, parameters).isEmpty()) {
      throw new ActionRefused(
          "%s %s is %s and has no error to update: only a failed attempt leaves an error."
              .formatted(type, id, Act.words(stateOf(type, id, now))));
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
    if (write(type, Move.CLEAR_ERROR, parameters).isPresent()) {
      return true;
    }
    State state = stateOf(type, id, now);
    if (state == State.RETRYING || state == State.EXPIRED) {
      throw new ActionRefused(
          "%s %s is %s, and its error is part of that state. Update the error instead, or mark the record processed, restart or cancel it."
              .formatted(type, id, Act.words(state)));
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
        .orElseThrow(() -> UnknownRecord.of(type, id));
  }

  private static Map<Move, String> statements() {
    Map<Move, String> statements = new EnumMap<>(Move.class);
    Stream.concat(
            Arrays.stream(Act.values()).map(Act::move),
            Stream.of(Move.UPDATE_ERROR, Move.CLEAR_ERROR))
        .forEach(move -> statements.put(move, statement(move)));
    return statements;
  }

  private static String statement(Move move) {
    return MoveSql.of(
        move,
        Form.ONE,
        Returned.ID,
        Returned.SUBMISSION,
        Returned.ATTEMPT,
        Returned.of("state", State.sql(column -> "t." + ProcessType.braced(column), ":now")),
        Returned.of("published", "t.{published_at} is not null"),
        Returned.of("trace", "t.{trace}"),
        Returned.COUNTS);
  }

  /** Makes the move; empty if the record is not in a state that the move expects. */
  private Optional<Acted> write(ProcessType type, Move move, Parameters parameters) {
    entities.flush();
    List<Acted> written =
        database.within(
            () ->
                jdbc.query(
                    type.sql(STATEMENTS.get(move)),
                    parameters,
                    (row, index) ->
                        new Acted(
                            new Reference(
                                type.name(),
                                row.getString("id"),
                                SqlTime.readNullable(row, "submission"),
                                row.getInt("attempt")),
                            State.valueOf(row.getString("state")),
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
}

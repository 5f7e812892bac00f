package io.asyncable.record;

import static io.asyncable.record.Parameters.instant;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncable;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.engine.internal.ForeignKeys;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Begins and cancels submissions, as part of the caller's transaction. */
public final class Submissions {

  /**
   * A submission is recognised by its time, so it never gets the time of the one before: {@code
   * last_submitted_at} moves on by a microsecond where they would be equal.
   */
  private static final String SUBMIT =
      """
      update {table} set
        {submitted_at} = coalesce({submitted_at}, :now),
        {last_submitted_at} = case when {last_submitted_at} = :eligible
          then {last_submitted_at} + interval '1 microsecond' else :eligible end,
        {attempted_at} = null, {processed_at} = null, {canceled_at} = null, {error} = null,
        {attempts} = 0, {due_at} = :due, {claimed_by} = null, {trace} = :trace
      where {id} = any(cast(:ids as {idType}[]))
      returning cast({id} as text) as id, {submitted_at} as first, {last_submitted_at} as submission
      """;

  private static final String RESTART =
      """
      with restarted as (
        update {table} set
          {last_submitted_at} = case when {last_submitted_at} = :now
            then {last_submitted_at} + interval '1 microsecond' else :now end,
          {attempted_at} = null, {processed_at} = null, {canceled_at} = null, {error} = null,
          {attempts} = 0, {due_at} = :due, {claimed_by} = null
        where {id} = cast(:id as {idType}) and {last_submitted_at} is not null and not (RUNNING)
        returning {last_submitted_at} as submission)
      insert into asyncable_history (process_type, record_id, submission, attempt, event,
        occurred_at, actor, message)
      select :type, :id, submission, 0, 'restarted', :now, :actor, :reason from restarted
      returning submission
      """
          .replace("RUNNING", State.RUNNING.condition().sql(ProcessType::braced, ":now"));

  private static final String CANCEL =
      """
      with canceled as (
        update {table} set {canceled_at} = :now, {due_at} = null
        where {id} = cast(:id as {idType}) and {processed_at} is null and {canceled_at} is null
        returning {last_submitted_at} as submission, {attempts} as attempt)
      insert into asyncable_history (process_type, record_id, submission, attempt, event,
        occurred_at, actor, message)
      select :type, :id, coalesce(submission, :now), attempt, 'canceled', :now, :actor, :reason
      from canceled
      """;

  private static final String STATE =
      "select "
          + State.sql(ProcessType::braced, ":now")
          + " from {table} where {id} = cast(:id as {idType})";

  private final EntityManager entities;
  private final NamedParameterJdbcTemplate jdbc;

  Submissions(EntityManager entities, NamedParameterJdbcTemplate jdbc) {
    this.entities = entities;
    this.jdbc = jdbc;
  }

  /**
   * Submits records of one type. New ones are persisted, so that one INSERT carries both the
   * business change and its submission.
   *
   * @param eligible when they may run; {@code now} or later
   * @param grace how long after that the sweeper looks for those that did not begin
   */
  public List<Reference> submit(
      ProcessType type,
      List<?> records,
      Instant eligible,
      Duration grace,
      @Nullable String trace,
      Instant now) {
    Instant due = eligible.isAfter(now) ? eligible : now.plus(grace);
    List<Reference> references = new ArrayList<>(records.size());
    Map<String, Object> stored = new HashMap<>();
    for (Object record : records) {
      if (isNew(type, record)) {
        type.mapping().write(record, EmbeddedState.submitted(now, eligible, due, trace));
        entities.persist(record);
        references.add(new Reference(type.name(), type.idOf(record), eligible, 0));
      } else {
        stored.put(type.idOf(record), record);
      }
    }
    if (!stored.isEmpty()) {
      entities.flush();
      references.addAll(update(type, stored, eligible, due, trace, now));
    }
    return references;
  }

  private boolean isNew(ProcessType type, Object record) {
    return !entities.contains(record)
        && ForeignKeys.isTransient(
            type.mapping().persister().getEntityName(),
            record,
            null,
            entities.unwrap(SessionImplementor.class));
  }

  private List<Reference> update(
      ProcessType type,
      Map<String, Object> stored,
      Instant eligible,
      Instant due,
      @Nullable String trace,
      Instant now) {
    Parameters parameters =
        new Parameters()
            .texts("ids", stored.keySet().stream().sorted().toList(), id -> id)
            .time("eligible", eligible)
            .time("due", due)
            .value("trace", trace)
            .time("now", now);
    List<Reference> references =
        jdbc.query(
            type.sql(SUBMIT),
            parameters,
            (row, index) -> {
              String id = row.getString("id");
              Instant submission = time(row, "submission");
              type.mapping()
                  .write(
                      stored.remove(id),
                      EmbeddedState.submitted(time(row, "first"), submission, due, trace));
              return new Reference(type.name(), id, submission, 0);
            });
    if (!stored.isEmpty()) {
      throw new UnknownRecord(
          "%s %s cannot be submitted: it has no row (any more)."
              .formatted(type, stored.keySet().iterator().next()));
    }
    return references;
  }

  /**
   * Begins a new submission that keeps when the record was first submitted.
   *
   * @throws ActionRefused if it is running or was never submitted
   * @throws UnknownRecord if there is no such record
   */
  public Reference restart(ProcessType type, String id, Act act, Duration grace, Instant now) {
    entities.flush();
    Parameters parameters = parameters(type, id, act, now).time("due", now.plus(grace));
    List<Instant> submissions =
        jdbc.query(type.sql(RESTART), parameters, (row, index) -> time(row, "submission"));
    if (submissions.isEmpty()) {
      throw new ActionRefused(
          "%s %s is %s and cannot be restarted. %s"
              .formatted(type, id, words(stateOf(type, id, now)), remedy(stateOf(type, id, now))));
    }
    return new Reference(type.name(), id, submissions.get(0), 0);
  }

  private static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String remedy(State state) {
    return switch (state) {
      case RUNNING -> "Cancel it first, or wait for the attempt to end.";
      case NOT_SUBMITTED -> "Submit it instead.";
      default -> "It changed in this moment; look again.";
    };
  }

  /**
   * Cancels whatever is not concluded.
   *
   * @return false if it was already processed or canceled
   * @throws UnknownRecord if there is no such record
   */
  public boolean cancel(ProcessType type, String id, Act act, Instant now) {
    entities.flush();
    if (jdbc.update(type.sql(CANCEL), parameters(type, id, act, now)) > 0) {
      return true;
    }
    stateOf(type, id, now);
    return false;
  }

  /** The derived state of a record, as the database sees it. */
  public State stateOf(ProcessType type, String id, Instant now) {
    Parameters parameters =
        new Parameters().value("id", type.idFrom(id).toString()).time("now", now);
    return jdbc.queryForList(type.sql(STATE), parameters, String.class).stream()
        .findFirst()
        .map(State::valueOf)
        .orElseThrow(
            () -> new UnknownRecord("There is no %s with the id '%s'.".formatted(type, id)));
  }

  /**
   * Brings the object of a record that a statement has changed up to date: only its async state.
   */
  public void refresh(ProcessType type, Object record) {
    Asyncable current =
        entities
            .createQuery(
                "select e."
                    + type.field()
                    + " from "
                    + type.mapping().jpaName()
                    + " e where e = :e",
                Asyncable.class)
            .setParameter("e", record)
            .setFlushMode(FlushModeType.COMMIT)
            .getSingleResult();
    type.mapping().copy(current, record);
  }

  private static Parameters parameters(ProcessType type, String id, Act act, Instant now) {
    return new Parameters()
        .value("type", type.name())
        .value("id", type.idFrom(id).toString())
        .value("actor", act.actor())
        .value("reason", act.reason())
        .time("now", now);
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return instant(row.getObject(column, OffsetDateTime.class));
  }
}

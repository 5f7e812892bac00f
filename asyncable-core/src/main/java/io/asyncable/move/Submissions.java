package io.asyncable.move;

import io.asyncable.AsyncColumn;
import io.asyncable.UnknownRecord;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.type.EmbeddedState;
import io.asyncable.type.ProcessType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.engine.internal.ForeignKeys;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Submits objects, in the caller's transaction. */
public final class Submissions {

  private static final String SUBMIT =
      MoveSql.of(
          Move.SUBMIT,
          Form.MANY,
          Returned.ID,
          Returned.of("first", "t.{submitted_at}"),
          Returned.SUBMISSION);

  private static final String BEGIN_WAITING =
      MoveSql.of(Move.BEGIN_WAITING, Form.MANY, Returned.ID, Returned.of("trace", "t.{trace}"));

  private static final String STATE =
      Arrays.stream(AsyncColumn.values())
          .map(ProcessType::braced)
          .collect(
              Collectors.joining(
                  ", ", "select ", " from {table} where {id} = cast(:id as {idType})"));

  /**
   * When a record can start at the latest. PostgreSQL's times end in the year 294276, and windows
   * and retries are counted from a start.
   */
  public static final Instant LATEST = Instant.parse("+290000-01-01T00:00:00Z");

  /**
   * When a record starts that waits for others, as long as it does: later than anybody can ask for.
   */
  public static final Instant WAITING = Instant.parse("+292000-01-01T00:00:00Z");

  private final EntityManager entities;
  private final EngineDatabase database;
  private final NamedParameterJdbcTemplate jdbc;
  private final Duration grace;

  Submissions(EntityManagerFactory factory, EngineDatabase database, SweepSettings settings) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.database = database;
    this.jdbc = database.named();
    this.grace = settings.grace();
  }

  /**
   * What a submission makes of new rows.
   *
   * @param eligible when they may run; {@code now} or later
   * @param isPublishing whether the caller publishes their references, as of now, because they may
   *     run at once; otherwise the sweeper publishes them when they may
   * @param trace context and correlation id of the submission
   */
  public record Beginning(
      Instant eligible, boolean isPublishing, @Nullable String trace, Instant now) {}

  /**
   * Inserts new rows of one type, submitted, without JPA.
   *
   * @param statement the INSERT; <code>{submission}</code> stands for the columns of the
   *     submission, and <code>{submitted}</code> for their values
   */
  public void insert(
      ProcessType type, String statement, Parameters parameters, Beginning beginning) {
    Map<AsyncColumn, @Nullable Object> submitted =
        EmbeddedState.submitted(
            beginning.now,
            beginning.eligible,
            beginning.isPublishing ? beginning.now.plus(grace) : beginning.eligible,
            beginning.isPublishing ? beginning.now : null,
            beginning.trace);
    submitted.values().removeIf(Objects::isNull);
    submitted.forEach(
        (column, value) -> {
          if (value instanceof Instant time) {
            parameters.time(column.name(), time);
          } else {
            parameters.value(column.name(), value);
          }
        });
    String sql =
        statement
            .replace("{submission}", listed(submitted, ProcessType::braced))
            .replace("{submitted}", listed(submitted, column -> ":" + column.name()));
    database.within(() -> jdbc.update(type.sql(sql), parameters));
  }

  private static String listed(Map<AsyncColumn, ?> columns, Function<AsyncColumn, String> written) {
    return columns.keySet().stream().map(written).collect(Collectors.joining(", "));
  }

  /**
   * Submits records of one type. New ones are persisted, so that one INSERT carries both the
   * business change and its submission. What may run at once counts as published from now on, so
   * the caller publishes the references, as of now; the sweeper does for later ones.
   *
   * @param eligible when they may run; {@code now} or later
   */
  public List<Reference> submit(
      ProcessType type, List<?> records, Instant eligible, @Nullable String trace, Instant now) {
    boolean later = eligible.isAfter(now);
    Instant due = later ? eligible : now.plus(grace);
    Instant published = later ? null : now;
    List<Reference> references = new ArrayList<>(records.size());
    Map<String, List<Object>> stored = new HashMap<>();
    for (Object record : records) {
      if (isNew(type, record)) {
        type.mapping().write(record, EmbeddedState.submitted(now, eligible, due, published, trace));
        entities.persist(record);
        references.add(new Reference(type.name(), type.idOf(record), eligible, 0));
      } else {
        stored.computeIfAbsent(type.idOf(record), id -> new ArrayList<>()).add(record);
      }
    }
    if (!stored.isEmpty()) {
      entities.flush();
      references.addAll(update(type, stored, eligible, due, published, trace, now));
    }
    return references;
  }

  /**
   * A submission that has begun.
   *
   * @param trace context and correlation id of the submission
   */
  public record Begun(Reference reference, @Nullable String trace) {}

  /**
   * Begins the submissions of records that need not wait any more. They count as published from now
   * on, so the caller publishes the references, as of now.
   */
  public List<Begun> begin(ProcessType type, List<String> ids, Instant now) {
    Parameters parameters =
        new Parameters()
            .texts("ids", ids.stream().sorted().toList(), id -> id)
            .time("due", now.plus(grace))
            .time("now", now);
    return database.within(
        () ->
            jdbc.query(
                type.sql(BEGIN_WAITING),
                parameters,
                (row, index) ->
                    new Begun(
                        new Reference(type.name(), row.getString("id"), now, 0),
                        row.getString("trace"))));
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
      Map<String, List<Object>> stored,
      Instant eligible,
      Instant due,
      @Nullable Instant published,
      @Nullable String trace,
      Instant now) {
    Parameters parameters =
        new Parameters()
            .texts("ids", stored.keySet().stream().sorted().toList(), id -> id)
            .time("eligible", eligible)
            .time("due", due)
            .time("published", published)
            .value("trace", trace)
            .time("now", now);
    List<Reference> references =
        database.within(
            () ->
                jdbc.query(
                    type.sql(SUBMIT),
                    parameters,
                    (row, index) -> {
                      String id = row.getString("id");
                      Instant submission = SqlTime.readNullable(row, "submission");
                      Map<AsyncColumn, @Nullable Object> state =
                          EmbeddedState.submitted(
                              SqlTime.readNullable(row, "first"),
                              submission,
                              due,
                              published,
                              trace);
                      // Several objects may stand for one row.
                      stored.remove(id).forEach(record -> type.mapping().write(record, state));
                      return new Reference(type.name(), id, submission, 0);
                    }));
    if (!stored.isEmpty()) {
      throw new UnknownRecord(
          "%s %s cannot be submitted: it has no row in the database."
              .formatted(type, stored.keySet().iterator().next()));
    }
    return references;
  }

  /**
   * Brings the object of a record that a statement has changed up to date: only its async state.
   */
  public void refresh(ProcessType type, Object record) {
    // By SQL: the record may be one that JPA does not show.
    type.mapping()
        .write(
            record,
            database.within(
                () ->
                    jdbc.queryForObject(
                        type.sql(STATE),
                        new Parameters().value("id", type.idOf(record)),
                        (row, index) -> state(row))));
  }

  private static Map<AsyncColumn, @Nullable Object> state(ResultSet row) throws SQLException {
    Map<AsyncColumn, @Nullable Object> state = new EnumMap<>(AsyncColumn.class);
    for (AsyncColumn column : AsyncColumn.values()) {
      Object value = row.getObject(column.ordinal() + 1);
      state.put(column, value instanceof Timestamp time ? time.toInstant() : value);
    }
    return state;
  }
}

package io.asyncable.record;

import io.asyncable.AsyncColumn;
import io.asyncable.Condition;
import io.asyncable.State;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Reads what is potentially stuck, across process types: oldest submission first, then by type and
 * id; what was attempted without being submitted comes last.
 */
public final class RecordList {

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  /**
   * A range of the partial index on {@code last_submitted_at}; the first condition keeps the scan
   * away from its end, where every record stands that was never submitted.
   */
  private static final Condition SUBMITTED =
      Condition.all(Condition.isSet(AsyncColumn.LAST_SUBMITTED_AT), AsyncableScopes.PROCESSABLE);

  private static final String PAGE =
      """
      select COLUMNS from {table} t
      where SUBMITTED
      order by t.{last_submitted_at}, cast(t.{id} as text) limit :limit
      """
          .replace("SUBMITTED", SUBMITTED.sql(COLUMN, ":now"))
          .replace("COLUMNS", RecordRow.COLUMNS);

  /**
   * No index finds these, and only a hand that wrote around the engine makes them: the look is
   * bounded.
   */
  private static final String NEVER_SUBMITTED =
      """
      select COLUMNS from (
        select * from {table} where {last_submitted_at} is null
          and {processed_at} is null and {canceled_at} is null limit 10000) t
      where ATTEMPTED
      order by cast(t.{id} as text) limit :limit
      """
          .replace(
              "ATTEMPTED", AsyncableScopes.ATTEMPTED_WITHOUT_BEING_SUBMITTED.sql(COLUMN, ":now"))
          .replace("COLUMNS", RecordRow.COLUMNS);

  private static final String ONE =
      "select " + RecordRow.COLUMNS + " from {table} t where t.{id} = cast(:id as {idType})";

  private static final String BACKLOG =
      """
      select state, count(*) as records, min(last_submitted_at) as oldest
      from (select COLUMNS from {table} t where SUBMITTED) b group by state
      """
          .replace("SUBMITTED", SUBMITTED.sql(COLUMN, ":now"))
          .replace("COLUMNS", RecordRow.COLUMNS);

  private final NamedParameterJdbcTemplate jdbc;

  RecordList(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Where a page ends: the next one begins after it. */
  public record Position(@Nullable Instant lastSubmittedAt, String type, String id) {

    /** The position of this row. */
    public static Position of(RecordRow row) {
      return new Position(row.lastSubmittedAt(), row.type().name(), row.id());
    }
  }

  /** How many records of a type are in a state, and since when the oldest. */
  public record Waiting(long records, Instant oldest) {}

  /**
   * Reads a page.
   *
   * @param after where the page before ended; null for the first
   */
  public List<RecordRow> page(
      Selection selection, @Nullable Position after, int limit, Instant now) {
    State state = selection.state();
    List<RecordRow> rows = new ArrayList<>();
    if (state != State.NOT_SUBMITTED && (after == null || after.lastSubmittedAt() != null)) {
      rows.addAll(read(selection, narrowed(PAGE, state), after, limit, now));
    }
    if ((state == null || state == State.NOT_SUBMITTED) && rows.size() < limit) {
      Position never = after == null || after.lastSubmittedAt() != null ? null : after;
      rows.addAll(read(selection, NEVER_SUBMITTED, never, limit - rows.size(), now));
    }
    return rows;
  }

  private static String narrowed(String statement, @Nullable State state) {
    return state == null
        ? statement
        : statement.replace(
            "\norder by", "\nand (" + state.condition().sql(COLUMN, ":now") + ")\norder by");
  }

  private List<RecordRow> read(
      Selection selection, String statement, @Nullable Position after, int limit, Instant now) {
    List<Selection.Part> parts = selection.parts();
    if (parts.isEmpty()) {
      return List.of();
    }
    String union =
        IntStream.range(0, parts.size())
            .mapToObj(
                number -> {
                  ProcessType type = parts.get(number).type();
                  return "(select %d as type, b.* from (%s) b)"
                      .formatted(
                          number,
                          only(number, parts.get(number), type.sql(after(statement, type, after))));
                })
            .collect(Collectors.joining("\nunion all\n"));
    Parameters parameters = parameters(selection, limit, now);
    if (after != null) {
      parameters.time("after", after.lastSubmittedAt()).value("afterId", after.id());
    }
    return jdbc.query(
        union + "\norder by last_submitted_at, type, id limit :limit",
        parameters,
        (row, index) -> RecordRow.of(parts.get(row.getInt("type")).type(), row));
  }

  private static Parameters parameters(Selection selection, int limit, Instant now) {
    Parameters parameters = new Parameters().value("limit", limit).time("now", now);
    for (int number = 0; number < selection.parts().size(); number++) {
      List<String> ids = selection.parts().get(number).ids();
      if (ids != null) {
        parameters.texts("only" + number, ids, id -> id);
      }
    }
    return parameters;
  }

  /** Narrows the rendered statement of one part to the ids that are wanted. */
  private static String only(int number, Selection.Part part, String statement) {
    return part.ids() == null
        ? statement
        : statement.replace(
            "\norder by",
            "\nand t.%s = any(cast(:only%d as %s[]))\norder by"
                .formatted(part.type().idColumn(), number, part.type().idType()));
  }

  /** Narrows the statement of one type to what comes after the position. */
  private static String after(String statement, ProcessType type, @Nullable Position after) {
    if (after == null) {
      return statement;
    }
    int order = type.name().compareTo(after.type());
    String sameTime = order == 0 ? "cast(t.{id} as text) > :afterId" : order > 0 ? "true" : "false";
    String condition =
        after.lastSubmittedAt() == null
            ? sameTime
            : "t.{last_submitted_at} >= :after and (t.{last_submitted_at} > :after or "
                + sameTime
                + ")";
    return statement.replace("\norder by", "\nand (" + condition + ")\norder by");
  }

  /** Counts what {@link #page} lists, up to a limit. */
  public int count(Selection selection, int limit, Instant now) {
    State state = selection.state();
    int total = 0;
    if (state != State.NOT_SUBMITTED) {
      total += count(selection, narrowed(PAGE, state), limit, now);
    }
    if (state == null || state == State.NOT_SUBMITTED) {
      total += count(selection, NEVER_SUBMITTED, limit, now);
    }
    return Math.min(total, limit);
  }

  private int count(Selection selection, String statement, int limit, Instant now) {
    List<Selection.Part> parts = selection.parts();
    if (parts.isEmpty()) {
      return 0;
    }
    String union =
        IntStream.range(0, parts.size())
            .mapToObj(
                number ->
                    "(select 1 from (%s) b)"
                        .formatted(
                            unordered(
                                only(
                                    number,
                                    parts.get(number),
                                    parts.get(number).type().sql(statement)))))
            .collect(Collectors.joining("\nunion all\n"));
    Parameters parameters = parameters(selection, limit, now);
    Integer count =
        jdbc.queryForObject(
            "select count(*) from (select 1 from (" + union + ") u limit :limit) c",
            parameters,
            Integer.class);
    return count == null ? 0 : count;
  }

  private static String unordered(String statement) {
    return statement.replaceAll("\norder by .* limit", "\nlimit");
  }

  /** One record; empty if there is none. */
  public Optional<RecordRow> find(ProcessType type, String id, Instant now) {
    Parameters parameters =
        new Parameters().value("id", type.idFrom(id).toString()).time("now", now);
    return jdbc.query(type.sql(ONE), parameters, (row, index) -> RecordRow.of(type, row)).stream()
        .findFirst();
  }

  /** What of a type is submitted and not concluded, by state; reads all of it. */
  public Map<State, Waiting> backlog(ProcessType type, Instant now) {
    Map<State, Waiting> backlog = new EnumMap<>(State.class);
    RowCallbackHandler add =
        row ->
            backlog.put(
                State.valueOf(row.getString("state")),
                new Waiting(
                    row.getLong("records"),
                    row.getObject("oldest", OffsetDateTime.class).toInstant()));
    jdbc.query(type.sql(BACKLOG), new Parameters().time("now", now), add);
    return backlog;
  }
}

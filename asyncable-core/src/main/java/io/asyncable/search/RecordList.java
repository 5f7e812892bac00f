package io.asyncable.search;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.move.RecordRow;
import io.asyncable.search.Selection.Order;
import io.asyncable.type.ProcessType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads potentially stuck records across process types, and scheduled records on request. */
public final class RecordList {

  private static final String ONE =
      "select "
          + RecordRow.COLUMNS
          + " from {table} t where t.{id} = cast(:id as {idType}) and {ofType}";

  /** As strong as the engine's own updates need it. */
  private static final String LOCKED = ONE + " for no key update of t";

  private static final String BACKLOG =
      """
      select state, count(*) as records, min(last_submitted_at) as oldest
      from (select COLUMNS from {table} t where UNCONCLUDED and {ofType}) b group by state
      """
          .replace("UNCONCLUDED", SelectionSql.UNCONCLUDED)
          .replace("COLUMNS", RecordRow.COLUMNS);

  /** The number of rows that are fetched at once when all are read. */
  private static final int PORTION = 1_000;

  private final NamedParameterJdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate inPortions;

  RecordList(EngineDatabase database) {
    this.jdbc = database.reading();
    this.inPortions = database.readingInPortions(PORTION);
  }

  /**
   * The end of a page; the next page begins after it.
   *
   * @param stretch which stretch of the order, counted from 0
   * @param key the time there; null if the record has none
   */
  public record Position(int stretch, @Nullable Instant key, String type, String id) {

    /** The position of this row in lists of that order, as they are at that time. */
    public static Position of(RecordRow row, Order order, Instant now) {
      int stretch = order.stretchOf(row, now);
      AsyncColumn key = order.stretch(stretch).key();
      return new Position(stretch, key == null ? null : row.time(key), row.type().name(), row.id());
    }
  }

  /** How many records of a type are in a state, and since when the oldest. */
  public record CountSince(long records, Instant oldest) {}

  /**
   * Reads a page.
   *
   * @param after the end of the page before; null for the first page
   */
  public List<RecordRow> page(
      Selection selection, @Nullable Position after, int limit, Instant now) {
    SelectionSql sql = sql(selection, now);
    List<RecordRow> rows = new ArrayList<>();
    for (int stretch : sql.stretches()) {
      if (rows.size() < limit && (after == null || after.stretch() <= stretch)) {
        Position from = after != null && after.stretch() == stretch ? after : null;
        rows.addAll(
            jdbc.query(
                sql.ordered(stretch, from, limit - rows.size()),
                sql.parameters(from),
                (row, index) -> row(selection, row)));
      }
    }
    return rows;
  }

  /**
   * Reads all records in order. Within the caller's transaction, the database keeps the rows that
   * are not fetched yet.
   */
  public void all(Selection selection, Instant now, Consumer<List<RecordRow>> portions) {
    SelectionSql sql = sql(selection, now);
    List<RecordRow> portion = new ArrayList<>(PORTION);
    RowCallbackHandler add =
        row -> {
          portion.add(row(selection, row));
          if (portion.size() == PORTION) {
            portions.accept(List.copyOf(portion));
            portion.clear();
          }
        };
    for (int stretch : sql.stretches()) {
      inPortions.query(sql.ordered(stretch, null, null), sql.parameters(null), add);
    }
    if (!portion.isEmpty()) {
      portions.accept(portion);
    }
  }

  private static RecordRow row(Selection selection, ResultSet row) throws SQLException {
    return RecordRow.of(selection.parts().get(row.getInt("type")).type(), row);
  }

  /**
   * Counts what {@link #page} lists, up to a limit.
   *
   * @param after the position after which to count; null for all, in which case the order of the
   *     selection does not matter
   */
  public int count(Selection selection, @Nullable Position after, int limit, Instant now) {
    SelectionSql sql = sql(after == null ? selection.in(Order.OLDEST) : selection, now);
    String some = sql.some("1 as one", after, limit);
    return some.isEmpty()
        ? 0
        : Objects.requireNonNull(
            jdbc.queryForObject(
                "select count(*) from (select 1 from (%s) u limit %d) c".formatted(some, limit),
                sql.parameters(after),
                Integer.class));
  }

  /**
   * Counts by need what {@link #page} lists. Of more than the limit, the oldest submissions of each
   * type are counted. Needs without records are left out.
   */
  public Map<Need, Integer> needs(Selection selection, int limit, Instant now) {
    SelectionSql sql = sql(selection.in(Order.OLDEST), now);
    String some = sql.some(Need.ordinalSql() + " as need", null, limit);
    Map<Need, Integer> needs = new EnumMap<>(Need.class);
    if (!some.isEmpty()) {
      RowCallbackHandler add =
          row -> needs.put(Need.values()[row.getInt("need")], row.getInt("records"));
      jdbc.query(
          "select need, count(*) as records from (select u.need from (%s) u limit %d) c group by need"
              .formatted(some, limit),
          sql.parameters(null),
          add);
    }
    return needs;
  }

  private SelectionSql sql(Selection selection, Instant now) {
    String fingerprint = selection.criteria().fingerprint();
    return new SelectionSql(
        selection, fingerprint == null ? null : FingerprintFilter.read(fingerprint, jdbc), now);
  }

  /** One record; empty if there is none. */
  public Optional<RecordRow> find(ProcessType type, String id, Instant now) {
    return one(ONE, type, id, now);
  }

  /** One record, locked until the caller's transaction ends; empty if there is none. */
  public Optional<RecordRow> lock(ProcessType type, String id, Instant now) {
    return one(LOCKED, type, id, now);
  }

  private Optional<RecordRow> one(String statement, ProcessType type, String id, Instant now) {
    Parameters parameters = new Parameters().value("id", type.spelled(id)).time("now", now);
    return jdbc
        .query(type.sql(statement), parameters, (row, index) -> RecordRow.of(type, row))
        .stream()
        .findFirst();
  }

  /** The unconcluded records of a type by state; reads all of them. */
  public Map<State, CountSince> backlog(ProcessType type, Instant now) {
    Map<State, CountSince> backlog = new EnumMap<>(State.class);
    RowCallbackHandler add =
        row ->
            backlog.put(
                State.valueOf(row.getString("state")),
                new CountSince(row.getLong("records"), SqlTime.read(row, "oldest")));
    jdbc.query(type.sql(BACKLOG), new Parameters().time("now", now), add);
    return backlog;
  }
}

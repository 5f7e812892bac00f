package io.asyncable.search;

import io.asyncable.AsyncColumn;
import io.asyncable.State;
import io.asyncable.database.BoundedReads;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Parameters;
import io.asyncable.database.SqlTime;
import io.asyncable.type.AsyncTable;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Finds unconcluded records of types that this application does not know: another version of it has
 * submitted them. The engine leaves them alone, and nobody can act on them here, because what an
 * act means for them is known only where their type is.
 */
public final class UnknownTypes {

  /** No larger number is counted. */
  public static final int LARGEST = 10_000;

  /** How many rows are fetched at once where all are read. */
  private static final int PORTION = 1_000;

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  /**
   * No index has the discriminator, so this reads all waiting records of the table, along the
   * partial index on {@code last_submitted_at}.
   */
  private static final String OF_TABLE =
      """
      select cast(t.{discriminator} as text) as type, cast(t.{id} as text) as id, STATE as state,
        t.{submitted_at} as submitted_at, t.{last_submitted_at} as last_submitted_at,
        t.{attempted_at} as attempted_at
      from {table} t where UNCONCLUDED and ({known}) is not true
      """
          .replace("STATE", State.sql(COLUMN, ":now"))
          .replace("UNCONCLUDED", SelectionSql.UNCONCLUDED);

  private static final String OLDEST =
      """
      with found as (%s order by last_submitted_at limit :largest)
      select f.*, count(*) over () as total from found f order by last_submitted_at, id limit :limit
      """;

  private final List<AsyncTable> tables;
  private final BoundedReads reads;
  private final NamedParameterJdbcTemplate inPortions;

  UnknownTypes(ProcessTypes types, BoundedReads reads, EngineDatabase database) {
    this.tables =
        types.tables().stream().filter(table -> table.discriminator().isPresent()).toList();
    this.reads = reads;
    this.inPortions = database.readingInPortions(PORTION);
  }

  /**
   * A record of an unknown type.
   *
   * @param type the value of the discriminator; null if it has none
   * @param table its table
   */
  public record Row(
      @Nullable String type,
      String id,
      String table,
      State state,
      @Nullable Instant submittedAt,
      Instant lastSubmittedAt,
      @Nullable Instant attemptedAt) {

    /** Why it is where it is, as a word for programs. */
    public static final String REASON = "unknown_type";

    /** Why it is where it is, as a sentence for people. */
    public String why() {
      return type == null
          ? "The record has no type. Another version of this application may know what it is."
          : "The type '%s' is unknown to this application. Another version may know it."
              .formatted(type);
    }

    /** What happens next. */
    public String next() {
      return "Nothing happens to it here.";
    }
  }

  /** The oldest of them, and how many there are, counted up to a limit. */
  public record Oldest(int total, List<Row> rows) {

    /** There are none. */
    public static final Oldest NONE = new Oldest(0, List.of());
  }

  /** Reads at most so many of them, oldest submission first. */
  public Oldest oldest(int limit, Instant now) {
    if (tables.isEmpty()) {
      return Oldest.NONE;
    }
    Parameters parameters =
        new Parameters().value("largest", LARGEST + 1).value("limit", limit).time("now", now);
    ResultSetExtractor<Oldest> read = this::read;
    return reads.read(jdbc -> jdbc.query(OLDEST.formatted(ofAll()), parameters, read));
  }

  private Oldest read(ResultSet found) throws SQLException {
    List<Row> rows = new ArrayList<>();
    int total = 0;
    while (found.next()) {
      rows.add(row(found));
      total = found.getInt("total");
    }
    return new Oldest(total, rows);
  }

  /** Reads all of them in that order. */
  public void all(Instant now, Consumer<Row> each) {
    if (!tables.isEmpty()) {
      inPortions.query(
          ofAll() + "\norder by last_submitted_at, id",
          new Parameters().time("now", now),
          row -> {
            each.accept(row(row));
          });
    }
  }

  private String ofAll() {
    return IntStream.range(0, tables.size())
        .mapToObj(i -> "select %d as place, r.* from (%s) r".formatted(i, ofTable(i)))
        .collect(Collectors.joining("\nunion all\n"));
  }

  private String ofTable(int place) {
    return tables.get(place).sql(OF_TABLE);
  }

  private Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("type"),
        row.getString("id"),
        tables.get(row.getInt("place")).name(),
        State.valueOf(row.getString("state")),
        SqlTime.readNullable(row, "submitted_at"),
        SqlTime.read(row, "last_submitted_at"),
        SqlTime.readNullable(row, "attempted_at"));
  }
}

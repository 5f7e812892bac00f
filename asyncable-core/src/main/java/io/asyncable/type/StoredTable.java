package io.asyncable.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A table as PostgreSQL's catalog describes it.
 *
 * @param isPlain whether a row's place (ctid) is unique in it, which it is in no view, partitioned
 *     or inherited table
 * @param unique columns that alone are unique
 * @param partial the leading columns of its partial indexes
 */
record StoredTable(
    long oid,
    boolean isPlain,
    Map<String, Column> columns,
    Set<String> unique,
    Set<String> partial) {

  private static final String RELATION =
      """
      select c.oid, c.relkind = 'r'
        and not exists (select 1 from pg_inherits i where i.inhparent = c.oid) as plain
      from pg_class c where c.oid = to_regclass(?)
      """;

  private static final String COLUMNS =
      """
      select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as filled
      from pg_attribute where attrelid = ? and attnum > 0 and not attisdropped
      """;

  private static final String INDEXED =
      """
      select a.attname from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = ? and i.indisvalid and
      """;

  private static final String UNIQUE =
      INDEXED + "i.indisunique and i.indnkeyatts = 1 and i.indpred is null";

  private static final String PARTIAL = INDEXED + "i.indpred is not null";

  /** A column, and whether it is never null. */
  record Column(String name, String type, boolean isFilled) {
    /** Whether it is a {@code char(n)}. */
    boolean isPadded() {
      return type.equals("bpchar") || type.matches("character(\\(\\d+\\))?");
    }
  }

  /** The table of this name, as SQL writes it. */
  static Optional<StoredTable> named(String table, JdbcTemplate jdbc) {
    // Read to its end before the next query, for which the pool may have no second connection.
    List<Relation> found =
        jdbc.query(
            RELATION,
            (row, index) -> new Relation(row.getLong("oid"), row.getBoolean("plain")),
            table);
    return found.stream().findFirst().map(relation -> of(relation, jdbc));
  }

  private record Relation(long oid, boolean isPlain) {}

  private static StoredTable of(Relation relation, JdbcTemplate jdbc) {
    Map<String, Column> columns =
        jdbc
            .query(
                COLUMNS,
                (row, index) ->
                    new Column(
                        row.getString("name"), row.getString("type"), row.getBoolean("filled")),
                relation.oid())
            .stream()
            .collect(Collectors.toMap(Column::name, column -> column));
    return new StoredTable(
        relation.oid(),
        relation.isPlain(),
        columns,
        Set.copyOf(jdbc.queryForList(UNIQUE, String.class, relation.oid())),
        Set.copyOf(jdbc.queryForList(PARTIAL, String.class, relation.oid())));
  }
}

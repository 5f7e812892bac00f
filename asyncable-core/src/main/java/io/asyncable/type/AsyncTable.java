package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The columns of an embedded {@link Asyncable} in a table. What a process type is has a name, a
 * handler and a policy; the table has what SQL needs. Statements are written once with names in
 * braces, such as <code>{due_at}</code>, and rendered for each table by {@link #sql}.
 */
public final class AsyncTable {

  private final String name;
  private final Identifier id;
  private final Map<AsyncColumn, String> columns;
  private final List<ProcessType> types = new ArrayList<>();
  private final Map<String, String> rendered = new ConcurrentHashMap<>();

  AsyncTable(EmbeddedState mapping) {
    this.name = mapping.table();
    this.id = mapping.id();
    this.columns = mapping.columns();
  }

  void add(ProcessType type) {
    types.add(type);
  }

  /** Its name as it is written in SQL. */
  public String name() {
    return name;
  }

  /** The name of a column as it is written in SQL. */
  public String column(AsyncColumn column) {
    return columns.get(column);
  }

  /** The id column as it is written in SQL. */
  public String idColumn() {
    return id.column();
  }

  /** The SQL type of the id. */
  public String idType() {
    return id.sqlType();
  }

  /** The process types whose records are its rows, by name. */
  public List<ProcessType> types() {
    return Collections.unmodifiableList(types);
  }

  /**
   * Renders a statement about records of any type: <code>{table}</code>, <code>{id}</code>, <code>
   * {idType}</code> and the columns by their names.
   */
  public String sql(String statement) {
    return rendered.computeIfAbsent(statement, this::render);
  }

  String render(String statement) {
    String sql =
        statement
            .replace("{table}", name)
            .replace("{id}", idColumn())
            .replace("{idType}", idType());
    for (AsyncColumn column : AsyncColumn.values()) {
      sql = sql.replace(ProcessType.braced(column), column(column));
    }
    return sql;
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One embedded {@link Asyncable} of one entity: its name, table and columns. Statements are written
 * once with names in braces, such as <code>{due_at}</code>, and rendered for each type by {@link
 * #sql}.
 */
public final class ProcessType {

  private final String name;
  private final EmbeddedState mapping;
  private final Map<String, String> rendered = new ConcurrentHashMap<>();

  ProcessType(String name, EmbeddedState mapping) {
    this.name = name;
    this.mapping = mapping;
  }

  /** The entity's name, or {@code Entity.field} when the entity embeds several. */
  public String name() {
    return name;
  }

  /** The attribute of the entity that is the {@link Asyncable}. */
  public String field() {
    return mapping.field();
  }

  /** The entity class that declares the attribute. */
  public Class<?> entity() {
    return mapping.entity();
  }

  /** The table as it is written in SQL. */
  public String table() {
    return mapping.table();
  }

  /** The name of a column as it is written in SQL. */
  public String column(AsyncColumn column) {
    return mapping.columns().get(column);
  }

  /** The id column as it is written in SQL. */
  public String idColumn() {
    return mapping.id().column();
  }

  /** The SQL type of the id. */
  public String idType() {
    return mapping.id().sqlType();
  }

  /** The id of a record as text. */
  public String idOf(Object record) {
    return mapping.id().textOf(record);
  }

  /** The id that this text denotes; an unreadable text denotes no record. */
  public Object idFrom(String text) {
    return mapping.id().parse(name, text);
  }

  /** The id that this text denotes, as messages spell it; an unreadable text denotes no record. */
  public String spelled(String text) {
    return mapping.id().text(idFrom(text));
  }

  /** The async state of a record, as the object says. */
  public Asyncable stateOf(Object record) {
    return mapping.in(record);
  }

  /** What may keep JPA from showing a row that is there, in words. */
  public List<String> whatMayHide() {
    return Hiding.of(mapping.persister());
  }

  public EmbeddedState mapping() {
    return mapping;
  }

  /**
   * Renders a statement: <code>{table}</code>, <code>{id}</code> and the columns by their names.
   */
  public String sql(String statement) {
    return rendered.computeIfAbsent(statement, this::render);
  }

  /** A column as statements name it before they are rendered. */
  public static String braced(AsyncColumn column) {
    return "{" + column.name().toLowerCase(Locale.ROOT) + "}";
  }

  /** The same for a statement that is put together for one use, which is not kept. */
  public String render(String statement) {
    String sql =
        statement
            .replace("{table}", table())
            .replace("{id}", idColumn())
            .replace("{idType}", idType());
    for (AsyncColumn column : AsyncColumn.values()) {
      sql = sql.replace(braced(column), column(column));
    }
    return sql;
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an embedded {@link Asyncable} in a table. Its rows are records of one process
 * type, or of several that a discriminator column tells apart. Statements are written once with
 * names in braces, such as <code>{due_at}</code>, and rendered for each table by {@link #sql}.
 */
public final class AsyncTable {

  /** The condition on rows where all are of the types asked for. */
  private static final String ALL = "true";

  private final EmbeddedState mapping;
  private final @Nullable Discriminator discriminator;
  private final List<ProcessType> types = new ArrayList<>();
  private final List<String> known = new ArrayList<>();
  private final List<String> pairs = new ArrayList<>();
  private final Map<String, String> rendered = new ConcurrentHashMap<>();

  /**
   * @param discriminator null if every row is a record of one type
   */
  AsyncTable(EmbeddedState mapping, @Nullable Discriminator discriminator) {
    this.mapping = mapping;
    this.discriminator = discriminator;
  }

  /**
   * Adds a type.
   *
   * @param values of the discriminator, if there is one, in the type's records
   */
  void add(MappedType type, List<String> values) {
    known.addAll(values);
    types.add(
        new ProcessType(type, this, discriminator == null ? ALL : discriminator.isOneOf(values)));
    if (discriminator != null) {
      values.forEach(value -> pairs.add(discriminator.pair(type.name(), value)));
    }
  }

  /** Its name as it is written in SQL. */
  public String name() {
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

  /** The process types whose records are its rows. */
  public List<ProcessType> types() {
    return Collections.unmodifiableList(types);
  }

  /**
   * The column that tells the types of its rows apart, as it is written in SQL. Where there is one,
   * rows may be of types that this application does not know.
   */
  public Optional<String> discriminator() {
    return Optional.ofNullable(discriminator).map(Discriminator::column);
  }

  /**
   * Renders a statement about rows of any type: <code>{table}</code>, <code>{id}</code>, <code>
   * {idType}</code> and the columns by their names. <code>{known}</code> is the condition that the
   * row {@code t} is of a type of this application, {@code true} where every row is. <code>
   * {discriminator}</code> is the column that tells the types apart, where there is one, and <code>
   * {types}</code> has a row for each of its values: the type's name and the value.
   */
  public String sql(String statement) {
    return rendered.computeIfAbsent(statement, any -> render(any, ALL));
  }

  /**
   * @param condition what {@code {ofType}} stands for
   */
  String render(String statement, String condition) {
    String sql =
        statement
            .replace("{table}", name())
            .replace("{id}", idColumn())
            .replace("{idType}", idType());
    for (AsyncColumn column : AsyncColumn.values()) {
      sql = sql.replace(ProcessType.braced(column), column(column));
    }
    if (discriminator != null) {
      sql =
          sql.replace("{discriminator}", discriminator.column())
              .replace("{types}", "(values " + String.join(", ", pairs) + ")");
    }
    return sql.replace("{known}", discriminator == null ? ALL : discriminator.isOneOf(known))
        .replace("{ofType}", condition);
  }

  @Override
  public String toString() {
    return name();
  }
}

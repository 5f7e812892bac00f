package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an embedded {@link Asyncable} in a table. Its rows are records of one process
 * type, or of several that a discriminator column tells apart. Statements are written once with
 * names in braces, such as <code>{due_at}</code>, and rendered for each table by {@link #sql}.
 */
public final class AsyncTable {

  /** With what joins it to the conditions before it. */
  private static final Pattern ON_TYPES =
      Pattern.compile("\\s+(?:and|where) (?:t\\.)?\\{(?:ofType|known)}");

  private final EmbeddedState mapping;
  private final @Nullable Discriminator discriminator;
  private final List<ProcessType> types = new ArrayList<>();
  private final List<String> known = new ArrayList<>();
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
        new ProcessType(type, this, discriminator == null ? null : discriminator.isOneOf(values)));
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
   * {idType}</code> and the columns by their names. Where there is a discriminator, <code>
   * {discriminator}</code> is its column, and <code>{known}</code>, the last of the conditions, is
   * the condition that a type of this application has its value; elsewhere that is left out.
   */
  public String sql(String statement) {
    return rendered.computeIfAbsent(statement, any -> render(any, null));
  }

  /**
   * @param condition what {@code {ofType}} stands for; null to leave it out
   */
  String render(String statement, @Nullable String condition) {
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
              .replace("{known}", discriminator.isOneOf(known));
    }
    if (condition != null) {
      sql = sql.replace("{ofType}", condition);
    }
    return ON_TYPES.matcher(sql).replaceAll("");
  }

  @Override
  public String toString() {
    return name();
  }
}

package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import io.asyncable.type.DeclaredTypes.Declared;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One embedded {@link Asyncable} of one entity: what has a name, a handler and a policy. Its
 * records are rows of an {@link AsyncTable}, which may have rows of other types too.
 */
public final class ProcessType {

  private final String name;
  private final EmbeddedState mapping;
  private final @Nullable Declared declared;
  private final AsyncTable table;
  private final String condition;
  private final Map<String, String> rendered = new ConcurrentHashMap<>();

  /**
   * @param condition that the row {@code t} is one of its records
   */
  ProcessType(MappedType mapped, AsyncTable table, String condition) {
    this.name = mapped.name();
    this.mapping = mapped.state();
    this.declared = mapped.byValue() == null ? null : mapped.byValue().type();
    this.table = table;
    this.condition = condition;
  }

  /**
   * The entity's name, or {@code Entity.field} when the entity embeds several; or the name under
   * which it is declared.
   */
  public String name() {
    return name;
  }

  /** The attribute of the entity that is the {@link Asyncable}. */
  public String field() {
    return mapping.field();
  }

  /** The entity class of its records. */
  public Class<?> entity() {
    return mapping.entity();
  }

  /** How it is declared, if no class of its own makes it a type. */
  public Optional<Declared> declared() {
    return Optional.ofNullable(declared);
  }

  /** Whether it belongs to the library itself, such as bulk actions, and not to the application. */
  public boolean isOfLibrary() {
    CodeSource here = ProcessType.class.getProtectionDomain().getCodeSource();
    return declared == null
        && here != null
        && here.equals(entity().getProtectionDomain().getCodeSource());
  }

  /** Where its records are. */
  public AsyncTable table() {
    return table;
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

  /** Whether the other one is of a part of its entity's subclasses. */
  boolean isNarrowedBy(ProcessType other) {
    return other.entity() != entity()
        && other.mapping.attribute() == mapping.attribute()
        && entity().isAssignableFrom(other.entity());
  }

  /**
   * Renders a statement about its records, as {@link AsyncTable#sql} does. The condition <code>
   * {ofType}</code> about the row {@code t} leaves the rows of other types out; it is {@code true}
   * where every row of the table is a record of the type.
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
    return table.render(statement, condition);
  }

  @Override
  public String toString() {
    return name;
  }
}

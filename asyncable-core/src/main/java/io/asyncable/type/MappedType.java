package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import io.asyncable.type.DeclaredTypes.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A process type as Hibernate maps it.
 *
 * @param isPart whether the records of the entity that embeds the {@link Asyncable} are of several
 *     types, or could be
 * @param byValue what tells its records from others if no classes do
 */
record MappedType(
    String name,
    EmbeddedState state,
    RecordClasses classes,
    boolean isPart,
    @Nullable ByValue byValue) {

  /** A declared type, and the column that has its name. */
  record ByValue(Discriminator column, Declared type) {}

  /**
   * Where records are that could be confused: rows of one table and of one hierarchy, with the same
   * columns. What others keep there, {@link SchemaCheck} refuses.
   */
  private record Place(String hierarchy, String table, Map<AsyncColumn, String> columns) {}

  /** The types of an entity's own {@link Asyncable}s. */
  static List<MappedType> of(EntityPersister entity, Set<Class<?>> handled) {
    List<EmbeddedAttributeMapping> states = MappingCheck.statesOf(entity);
    List<MappedType> types = new ArrayList<>();
    for (EmbeddedAttributeMapping attribute : states) {
      List<RecordClasses> parts = RecordClasses.of(entity, handled);
      for (RecordClasses part : parts) {
        EmbeddedState state = EmbeddedState.of(part.first().getEntityPersister(), attribute);
        String first = part.first().getEntityPersister().getJpaEntityName();
        types.add(
            new MappedType(
                states.size() == 1 ? first : first + "." + state.field(),
                state,
                part,
                parts.size() > 1 || part.first() != entity,
                null));
      }
    }
    return types;
  }

  /** The types of an entity that the value of an attribute tells apart. */
  static List<MappedType> declared(EntityPersister entity, DeclaredTypes declared) {
    EmbeddedState state = EmbeddedState.of(entity, MappingCheck.statesOf(entity).get(0));
    Discriminator column = Discriminator.of(entity, declared.attribute());
    RecordClasses classes = RecordClasses.of(entity, Set.of()).get(0);
    return declared.types().stream()
        .map(type -> new MappedType(type.name(), state, classes, true, new ByValue(column, type)))
        .toList();
  }

  Object place() {
    return new Place(state.persister().getRootEntityName(), state.table(), state.columns());
  }

  /** The table of types that have the same place. */
  static AsyncTable table(List<MappedType> types) {
    Discriminator discriminator = discriminator(types);
    AsyncTable table = new AsyncTable(types.get(0).state, discriminator);
    for (MappedType type : types) {
      table.add(type, discriminator == null ? List.of() : type.values());
    }
    return table;
  }

  /** What the discriminator's column has in its records, as SQL writes it. */
  private List<String> values() {
    return byValue == null
        ? Discriminator.valuesOf(classes.all())
        : byValue.type.values().stream().map(Discriminator::literal).toList();
  }

  private static @Nullable Discriminator discriminator(List<MappedType> types) {
    MappedType first = types.get(0);
    if (first.byValue != null) {
      return first.byValue.column;
    }
    if (types.size() == 1 && !first.isPart) {
      return null;
    }
    Optional<Discriminator> column =
        Discriminator.ofHierarchy(first.classes.first(), first.state.table());
    if (column.isEmpty() && types.size() > 1) {
      throw new ConfigurationProblem(
          "The process types %s share the columns of their state in the table %s, and no column of this table tells their records apart. Add a @DiscriminatorColumn to %s (a formula, or a column of another table, does not serve), or declare one handler for all of them."
              .formatted(
                  types.stream().map(MappedType::name).collect(Collectors.joining(" and ")),
                  first.state.table(),
                  first.state.persister().getRootEntityName()));
    }
    return column.orElse(null);
  }
}

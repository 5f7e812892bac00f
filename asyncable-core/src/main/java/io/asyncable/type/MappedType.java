package io.asyncable.type;

import io.asyncable.AsyncColumn;
import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
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
 */
record MappedType(String name, EmbeddedState state, RecordClasses classes, boolean isPart) {

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
                parts.size() > 1 || part.first() != entity));
      }
    }
    return types;
  }

  Object place() {
    return new Place(state.persister().getRootEntityName(), state.table(), state.columns());
  }

  /** The table of types that have the same place. */
  static AsyncTable table(List<MappedType> types) {
    Discriminator discriminator = discriminator(types);
    AsyncTable table = new AsyncTable(types.get(0).state, discriminator);
    for (MappedType type : types) {
      List<String> values =
          discriminator == null ? List.of() : Discriminator.valuesOf(type.classes.all());
      table.add(type.name, type.state, values);
    }
    return table;
  }

  private static @Nullable Discriminator discriminator(List<MappedType> types) {
    MappedType first = types.get(0);
    if (types.size() == 1 && !first.isPart) {
      return null;
    }
    Optional<Discriminator> column = Discriminator.of(first.classes.first(), first.state.table());
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

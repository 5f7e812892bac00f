package io.asyncable.type;

import io.asyncable.ConfigurationProblem;
import java.util.List;
import java.util.Optional;
import org.hibernate.metamodel.mapping.DiscriminatorValue;
import org.hibernate.metamodel.mapping.EntityDiscriminatorMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.SelectableMapping;

/**
 * The column of a table that tells of which process type a record is. A row with a value that no
 * type has is of a type that this application does not know.
 *
 * @param column as it is written in SQL
 * @param sqlType of the column
 */
record Discriminator(String column, String sqlType) {

  /** The column of the entity's hierarchy, if it stands in this table; a formula is none. */
  static Optional<Discriminator> ofHierarchy(EntityMappingType entity, String table) {
    EntityDiscriminatorMapping mapping = entity.getDiscriminatorMapping();
    return mapping != null
            && mapping.hasPhysicalColumn()
            && !mapping.isFormula()
            && mapping.getContainingTableExpression().equals(table)
        ? Optional.of(of(mapping))
        : Optional.empty();
  }

  /** The column of that attribute of an entity. */
  static Discriminator of(EntityMappingType entity, String attribute) {
    return of(entity.findAttributeMapping(attribute).getSelectable(0));
  }

  private static Discriminator of(SelectableMapping mapping) {
    int code = mapping.getJdbcMapping().getJdbcType().getDefaultSqlTypeCode();
    String sqlType = Identifier.sqlType(code);
    return new Discriminator(
        mapping.getSelectionExpression(), sqlType == null ? "integer" : sqlType);
  }

  /** A value of a column of texts, as SQL writes it. */
  static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** The values of the column for these entities, as SQL writes them. */
  static List<String> valuesOf(List<EntityMappingType> entities) {
    return entities.stream().map(Discriminator::valueOf).toList();
  }

  private static String valueOf(EntityMappingType entity) {
    if (entity.getDiscriminatorValue() instanceof DiscriminatorValue.Literal) {
      return entity.getDiscriminatorSQLValue();
    }
    throw new ConfigurationProblem(
        "%s has a handler of its own, but no value of the discriminator column is its alone. Give it another @DiscriminatorValue than \"null\" or \"not null\"."
            .formatted(entity.getEntityName()));
  }

  /** The name of a type beside one of its values, which an index of the column can find. */
  String pair(String type, String value) {
    return "(%s, cast(%s as %s))".formatted(literal(type), value, sqlType);
  }

  /** The condition that the row {@code t} has one of these values. */
  String isOneOf(List<String> values) {
    return "t." + column + " in (" + String.join(", ", values) + ")";
  }
}

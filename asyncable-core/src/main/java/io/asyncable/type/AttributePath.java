package io.asyncable.type;

import io.asyncable.ConfigurationProblem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.SelectableMappings;
import org.hibernate.metamodel.mapping.ValuedModelPart;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.jspecify.annotations.Nullable;

/** A path from an entity through embedded objects and to-one associations to a plain attribute. */
public final class AttributePath {

  private final EmbeddedState mapping;
  private final String path;

  private AttributePath(EmbeddedState mapping, String path) {
    this.mapping = mapping;
    this.path = path;
  }

  /** The path in a type's entity; a path that does not exist stops the start. */
  public static AttributePath of(ProcessType type, String path) {
    ManagedMappingType owner = type.mapping().persister();
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      AttributeMapping attribute = owner == null ? null : owner.findAttributeMapping(names[i]);
      boolean last = i == names.length - 1;
      if (attribute == null || last != attribute instanceof BasicValuedModelPart) {
        throw new ConfigurationProblem(
            "The handler of %s names the attribute '%s', but %s. Name a plain attribute; the path may go through embedded objects and to-one associations."
                .formatted(
                    type,
                    path,
                    attribute == null
                        ? "there is no '" + names[i] + "'"
                        : last
                            ? "'" + names[i] + "' is not a plain value"
                            : "'" + names[i] + "' has no attributes"));
      }
      owner = next(attribute);
    }
    return new AttributePath(type.mapping(), path);
  }

  private static @Nullable ManagedMappingType next(AttributeMapping attribute) {
    if (attribute instanceof EmbeddedAttributeMapping embedded) {
      return embedded.getEmbeddableTypeDescriptor();
    }
    return attribute instanceof ToOneAttributeMapping toOne
        ? toOne.getAssociatedEntityMappingType()
        : null;
  }

  /** The record's value of the attribute, as text; null if anything on the path is null. */
  public @Nullable String read(Object record) {
    Object value = Hibernate.unproxy(record);
    ManagedMappingType owner = mapping.persister();
    for (String name : path.split("\\.")) {
      // A subclass may stand where its parent is declared; both know the attribute by its name.
      AttributeMapping attribute = owner.findAttributeMapping(name);
      value = Hibernate.unproxy(attribute.getValue(value));
      if (value == null) {
        return null;
      }
      ManagedMappingType next = next(attribute);
      owner = next == null ? owner : next;
    }
    return value.toString();
  }

  /**
   * The condition that the attribute is that text, of the row with this alias. It asks the tables
   * on the way from the far end, so an index on the attribute finds the records.
   */
  public String is(String alias, String text) {
    return is(new Row(mapping.persister(), mapping.table(), alias), mapping.persister(), 0, text);
  }

  private String is(Row row, ManagedMappingType owner, int depth, String text) {
    AttributeMapping attribute = owner.findAttributeMapping(path.split("\\.")[depth]);
    if (attribute instanceof EmbeddedAttributeMapping embedded) {
      return is(row, embedded.getEmbeddableTypeDescriptor(), depth + 1, text);
    }
    ValuedModelPart here =
        attribute instanceof ToOneAttributeMapping toOne
            ? toOne.getForeignKeyDescriptor().getPart(toOne.getSideNature())
            : (ValuedModelPart) attribute;
    if (!here.getContainingTableExpression().equals(row.table)) {
      Row other = new Row(row.entity, here.getContainingTableExpression(), row.alias + "s");
      return row.in(row.key(), other, other.key(), is(other, owner, depth, text));
    }
    if (attribute instanceof ToOneAttributeMapping toOne) {
      ValuedModelPart there =
          toOne.getForeignKeyDescriptor().getPart(toOne.getSideNature().inverse());
      EntityMappingType entity = toOne.getAssociatedEntityMappingType();
      Row far = new Row(entity, there.getContainingTableExpression(), row.alias + "a");
      return row.in(here, far, there, is(far, entity, depth + 1, text));
    }
    return "cast(%s as text) = %s".formatted(row.columns(here), text);
  }

  /** A row of one of an entity's tables, in a statement. */
  private record Row(EntityMappingType entity, String table, String alias) {

    String in(SelectableMappings here, Row other, SelectableMappings there, String condition) {
      return "(%s) in (select %s from %s %s where %s)"
          .formatted(columns(here), other.columns(there), other.table, other.alias, condition);
    }

    String columns(SelectableMappings part) {
      return IntStream.range(0, part.getJdbcTypeCount())
          .mapToObj(i -> alias + "." + part.getSelectable(i).getSelectionExpression())
          .collect(Collectors.joining(", "));
    }

    SelectableMappings key() {
      return EmbeddedState.tableOf(entity, table).getKeyMapping();
    }
  }

  @Override
  public String toString() {
    return path;
  }
}

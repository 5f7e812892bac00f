package io.asyncable.record;

import io.asyncable.ConfigurationProblem;
import org.hibernate.Hibernate;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.internal.EmbeddedAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.jspecify.annotations.Nullable;

/** A way from an entity through embedded objects and to-one associations to a plain attribute. */
public final class AttributePath {

  private final EmbeddedState mapping;
  private final String path;

  private AttributePath(EmbeddedState mapping, String path) {
    this.mapping = mapping;
    this.path = path;
  }

  /** The path in a type's entity; one that leads nowhere stops the start. */
  public static AttributePath of(ProcessType type, String path) {
    ManagedMappingType owner = type.mapping().persister();
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      AttributeMapping attribute = owner == null ? null : owner.findAttributeMapping(names[i]);
      boolean last = i == names.length - 1;
      if (attribute == null || last != attribute instanceof BasicValuedModelPart) {
        throw new ConfigurationProblem(
            "The handler of %s names the attribute '%s', but %s. Name a plain attribute, through embedded objects and to-one associations if need be."
                .formatted(
                    type,
                    path,
                    attribute == null
                        ? "there is no '" + names[i] + "'"
                        : last
                            ? "'" + names[i] + "' is not a plain value"
                            : "'" + names[i] + "' leads no further"));
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

  /** What the record says there, as text; null if anything on the way is null. */
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

  /** As a query names it. */
  String text() {
    return path;
  }

  @Override
  public String toString() {
    return path;
  }
}

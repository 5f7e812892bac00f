package io.asyncable.type;

import io.asyncable.Asyncable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.EntityPersister;

/**
 * The entities whose rows are the records of one process type: the one that embeds the {@link
 * Asyncable} with those that extend it, or a part of these that has a handler of its own.
 *
 * @param first the entity that the handler is for; the others extend it
 * @param all without abstract ones, which have no rows
 */
record RecordClasses(EntityMappingType first, List<EntityMappingType> all) {

  /**
   * The parts into which handlers divide an entity and those that extend it.
   *
   * @param handled the entity classes that handlers are for
   */
  static List<RecordClasses> of(EntityPersister embedding, Set<Class<?>> handled) {
    Map<String, RecordClasses> parts = new LinkedHashMap<>();
    parts.put(embedding.getEntityName(), new RecordClasses(embedding, new ArrayList<>()));
    for (EntityMappingType extending : embedding.getSubMappingTypes()) {
      if (handled.contains(extending.getEntityPersister().getMappedClass())
          && !embedsAnother(extending)) {
        parts.put(extending.getEntityName(), new RecordClasses(extending, new ArrayList<>()));
      }
    }
    add(embedding, parts);
    embedding.getSubMappingTypes().forEach(extending -> add(extending, parts));
    return parts.size() == 1
        ? List.copyOf(parts.values())
        : parts.values().stream().filter(part -> !part.all.isEmpty()).toList();
  }

  /** Its handlers are for the {@link Asyncable} that it embeds itself. */
  private static boolean embedsAnother(EntityMappingType extending) {
    List<AttributeMapping> embedded = new ArrayList<>();
    extending.forEachAttributeMapping(
        attribute -> {
          if (attribute.getJavaType().getJavaTypeClass() == Asyncable.class
              && !MappingCheck.isInherited(extending, attribute)) {
            embedded.add(attribute);
          }
        });
    return !embedded.isEmpty();
  }

  /** Hibernate itself does not say it of a persister. */
  static boolean hasRows(EntityMappingType entity) {
    return !Modifier.isAbstract(entity.getEntityPersister().getMappedClass().getModifiers());
  }

  private static void add(EntityMappingType entity, Map<String, RecordClasses> parts) {
    EntityMappingType nearest = entity;
    while (!parts.containsKey(nearest.getEntityName())) {
      nearest = nearest.getSuperMappingType();
    }
    if (hasRows(entity)) {
      parts.get(nearest.getEntityName()).all.add(entity);
    }
  }
}

package io.asyncable.type;

import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import io.asyncable.UnknownRecord;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;

/** Every process type of the application, read from Hibernate's mapping and from the handlers. */
public final class ProcessTypes {

  private final Map<String, ProcessType> byName = new TreeMap<>();
  private final List<AsyncTable> tables = new ArrayList<>();
  private final Set<Class<?>> mapped = new HashSet<>();

  /**
   * @param handled the entity classes that handlers are for
   */
  ProcessTypes(SessionFactoryImplementor sessionFactory, Set<Class<?>> handled) {
    MappingCheck.refuseTenants(sessionFactory);
    List<EntityPersister> entities = new ArrayList<>();
    sessionFactory.getMappingMetamodel().forEachEntityDescriptor(entities::add);
    entities.sort(Comparator.comparing(EntityPersister::getEntityName));
    entities.forEach(entity -> mapped.add(entity.getMappedClass()));
    Map<Object, List<MappedType>> byTable = new LinkedHashMap<>();
    for (EntityPersister entity : entities) {
      for (MappedType type : MappedType.of(entity, handled)) {
        byTable.computeIfAbsent(type.place(), place -> new ArrayList<>()).add(type);
      }
    }
    byTable.values().forEach(this::register);
  }

  private void register(List<MappedType> types) {
    AsyncTable table = MappedType.table(types);
    tables.add(table);
    for (ProcessType type : table.types()) {
      ProcessType other = byName.put(type.name(), type);
      if (other != null) {
        throw new ConfigurationProblem(
            "Two entities are named %s: %s and %s. The name becomes the process type's, so rename one with @Entity(name = …)."
                .formatted(type, other.entity().getName(), type.entity().getName()));
      }
    }
  }

  /** Another factory may map the engine's entities too, but none that embeds one and is not. */
  void refuseOthers(String bean, EntityManagerFactory factory) {
    for (EntityType<?> entity : factory.getMetamodel().getEntities()) {
      boolean embeds =
          entity.getAttributes().stream()
              .anyMatch(attribute -> attribute.getJavaType() == Asyncable.class);
      if (embeds && !isMapped(entity.getJavaType())) {
        throw new ConfigurationProblem(
            "%s embeds an Asyncable, but only the EntityManagerFactory %s maps it. Map it in the primary EntityManagerFactory, which the engine uses."
                .formatted(entity.getJavaType().getName(), bean));
      }
    }
  }

  /** Whether this is the class of an entity. */
  boolean isMapped(Class<?> entity) {
    return mapped.contains(entity);
  }

  /** Whether all records of an entity belong to types of those that extend it. */
  boolean isDivided(Class<?> entity) {
    return isMapped(entity)
        && of(entity).isEmpty()
        && byName.values().stream().anyMatch(type -> entity.isAssignableFrom(type.entity()));
  }

  /** All of them, by name. */
  public Collection<ProcessType> all() {
    return byName.values();
  }

  /** The tables that their records are rows of. */
  public List<AsyncTable> tables() {
    return tables;
  }

  /** The type of this name. */
  public ProcessType named(String name) {
    ProcessType type = byName.get(name);
    if (type == null) {
      throw new UnknownRecord(
          "There is no process type '%s'. Use one of %s.".formatted(name, byName.keySet()));
    }
    return type;
  }

  /** The types of this entity class, one for each {@link Asyncable} that it embeds or inherits. */
  public List<ProcessType> of(Class<?> entity) {
    List<ProcessType> found =
        byName.values().stream().filter(type -> type.entity().isAssignableFrom(entity)).toList();
    return found.stream().filter(type -> found.stream().noneMatch(type::isNarrowedBy)).toList();
  }

  /** The type of this record: of the named attribute, or of the only one when that is empty. */
  public ProcessType of(Object record, String field) {
    Class<?> entity = Hibernate.getClass(record);
    List<ProcessType> types =
        of(entity).stream().filter(type -> field.isEmpty() || type.field().equals(field)).toList();
    if (types.size() == 1) {
      return types.get(0);
    }
    throw new IllegalArgumentException(
        types.isEmpty()
            ? "%s embeds no Asyncable%s."
                .formatted(entity.getName(), field.isEmpty() ? "" : " named '" + field + "'")
            : "%s embeds several Asyncables, %s: choose one with asyncables.field(…)."
                .formatted(entity.getName(), types.stream().map(ProcessType::field).toList()));
  }
}

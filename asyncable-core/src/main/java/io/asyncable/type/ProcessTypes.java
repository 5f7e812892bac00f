package io.asyncable.type;

import io.asyncable.Asyncable;
import io.asyncable.ConfigurationProblem;
import io.asyncable.UnknownRecord;
import io.asyncable.type.DeclaredTypes.Declared;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
  private final Map<String, ProcessType> byFormerName = new HashMap<>();
  private final List<AsyncTable> tables = new ArrayList<>();
  private final List<DeclaredTypes> declared;
  private final Set<Class<?>> mapped = new HashSet<>();

  /**
   * @param handled the entity classes that handlers are for
   * @param declared types of entities whose classes do not say them
   */
  ProcessTypes(
      SessionFactoryImplementor sessionFactory,
      Set<Class<?>> handled,
      List<DeclaredTypes> declared) {
    this.declared = declared;
    MappingCheck.refuseTenants(sessionFactory);
    List<EntityPersister> entities = new ArrayList<>();
    sessionFactory.getMappingMetamodel().forEachEntityDescriptor(entities::add);
    entities.sort(Comparator.comparing(EntityPersister::getEntityName));
    entities.forEach(entity -> mapped.add(entity.getMappedClass()));
    Map<Object, List<MappedType>> byTable = new LinkedHashMap<>();
    for (EntityPersister entity : entities) {
      for (MappedType type : typesOf(entity, handled)) {
        byTable.computeIfAbsent(type.place(), place -> new ArrayList<>()).add(type);
      }
    }
    declared.forEach(this::refuseUnmapped);
    byTable.values().forEach(this::register);
  }

  private List<MappedType> typesOf(EntityPersister entity, Set<Class<?>> handled) {
    return declared.stream()
        .filter(types -> types.entity() == entity.getMappedClass())
        .findFirst()
        .map(types -> MappedType.declared(entity, types))
        .orElseGet(() -> MappedType.of(entity, handled));
  }

  private void refuseUnmapped(DeclaredTypes types) {
    if (!types.types().isEmpty() && !isMapped(types.entity())) {
      throw new ConfigurationProblem(
          "%s declares a process type, but the primary EntityManagerFactory does not map %s. Add the class to its managed types."
              .formatted(types.types().get(0).source(), types.entity().getName()));
    }
  }

  private void register(List<MappedType> types) {
    AsyncTable table = MappedType.table(types);
    tables.add(table);
    for (ProcessType type : table.types()) {
      ProcessType other = byName.put(type.name(), type);
      if (other != null) {
        throw new ConfigurationProblem(
            "Two process types are named %s: %s and %s. Rename one of them %s."
                .formatted(type, sourceOf(other), sourceOf(type), renaming(type)));
      }
      type.declared()
          .ifPresent(one -> one.formerly().forEach(former -> byFormerName.put(former, type)));
    }
  }

  private static String sourceOf(ProcessType type) {
    return type.declared().map(Declared::source).orElseGet(() -> type.entity().getName());
  }

  /** How people rename a type. */
  private static String renaming(ProcessType type) {
    return type.declared().isPresent()
        ? "with @JobType(\"…\"), which keeps the old name in formerly"
        : "with @Entity(name = …)";
  }

  /** Stops the start if the pages have an address of that type's name. */
  public void refuseNames(Set<String> pages) {
    for (ProcessType type : all()) {
      if (pages.contains(type.name())) {
        throw new ConfigurationProblem(
            "The process type %1$s of %2$s has the same name as the page /jobs/%1$s. Rename it %3$s."
                .formatted(type, sourceOf(type), renaming(type)));
      }
    }
  }

  List<DeclaredTypes> declared() {
    return declared;
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

  /** The type that has this name, or had it in an earlier version of the application. */
  public ProcessType named(String name) {
    ProcessType type = byName.getOrDefault(name, byFormerName.get(name));
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

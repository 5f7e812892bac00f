package io.asyncable.type;

import io.asyncable.ConfigurationProblem;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.metamodel.mapping.EntityMappingType;

/**
 * Stops the start if an entity that embeds an {@code Asyncable} is in the second-level cache. The
 * engine changes rows by its own statements on any instance, and evicting entities here would not
 * reach the caches of other instances.
 */
final class CacheCheck {

  private CacheCheck() {}

  static void check(ProcessTypes types) {
    List<String> cached =
        types.all().stream()
            .flatMap(type -> mapped(type.mapping().persister()))
            .filter(entity -> entity.getEntityPersister().canReadFromCache())
            .map(EntityMappingType::getEntityName)
            .distinct()
            .toList();
    if (!cached.isEmpty()) {
      throw new ConfigurationProblem(
          "The entities %s embed an Asyncable and are in Hibernate's second-level cache. The cache does not notice the changes of the engine's statements, on no instance, so readers would see old states. Keep them out of the cache: remove @Cache and @Cacheable or, if spring.jpa.properties.jakarta.persistence.sharedCache.mode is ALL, set DISABLE_SELECTIVE and mark them @Cacheable(false)."
              .formatted(cached));
    }
  }

  /** The entity and those that extend it. */
  private static Stream<EntityMappingType> mapped(EntityMappingType entity) {
    return Stream.concat(Stream.of(entity), entity.getSubMappingTypes().stream());
  }
}

package io.asyncable.record;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what is potentially stuck by attributes of the entity itself. */
public final class RecordSearch {

  /** The conditions are those of the partial index on {@code last_submitted_at}. */
  private static final String IDS =
      """
      select e.%1$s from %2$s e
      where e.%3$s.processedAt is null and e.%3$s.canceledAt is null
        and (e.%3$s.submittedAt is not null or e.%3$s.attemptedAt is not null)
      """;

  private final EntityManagerFactory factory;

  RecordSearch(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /**
   * The ids of the records whose attributes have these values, as many as the limit allows.
   *
   * @param wanted the value of each attribute; must not be empty
   */
  public List<String> ids(ProcessType type, Map<AttributePath, String> wanted, int limit) {
    EmbeddedState mapping = type.mapping();
    StringBuilder query =
        new StringBuilder(
            IDS.formatted(
                mapping.persister().getIdentifierPropertyName(), mapping.jpaName(), type.field()));
    List<String> values = new ArrayList<>();
    wanted.forEach(
        (path, value) -> {
          values.add(value);
          query.append(" and cast(e.").append(path.text()).append(" as String) = ?");
          query.append(values.size());
        });
    try (EntityManager entities = factory.createEntityManager()) {
      Query prepared = entities.createQuery(query.toString()).setMaxResults(limit);
      for (int i = 0; i < values.size(); i++) {
        prepared.setParameter(i + 1, values.get(i));
      }
      List<?> ids = prepared.getResultList();
      return ids.stream().map(mapping.id()::text).toList();
    }
  }
}

package io.asyncable.record;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one attribute of many records, without loading the entities. */
public final class AttributeValues {

  private final EntityManager entities;

  AttributeValues(EntityManager entities) {
    this.entities = entities;
  }

  /** What the attribute says, by the records' ids; nothing where it says nothing. */
  public Map<String, String> of(ProcessType type, AttributePath attribute, List<String> ids) {
    EmbeddedState mapping = type.mapping();
    String id = mapping.persister().getIdentifierPropertyName();
    String query =
        "select e.%1$s, e.%2$s from %3$s e where e.%1$s in (:ids) and e.%2$s is not null"
            .formatted(id, attribute, type.entity().getName());
    Map<String, String> values = new HashMap<>();
    entities
        .createQuery(query, Tuple.class)
        .setParameter("ids", ids.stream().map(type::idFrom).toList())
        .getResultList()
        .forEach(row -> values.put(mapping.id().text(row.get(0)), row.get(1).toString()));
    return values;
  }
}

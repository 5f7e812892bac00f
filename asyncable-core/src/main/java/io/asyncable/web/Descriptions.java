package io.asyncable.web;

import io.asyncable.RecordDescription;
import io.asyncable.dispatch.Handlers;
import io.asyncable.record.ProcessType;
import io.asyncable.record.RecordRow;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the application tells about the records of a page, loaded in one query per type. */
final class Descriptions {

  private static final Logger log = LoggerFactory.getLogger(Descriptions.class);

  private final EntityManagerFactory factory;
  private final Handlers handlers;

  Descriptions(EntityManagerFactory factory, Handlers handlers) {
    this.factory = factory;
    this.handlers = handlers;
  }

  /** In the order of the rows. */
  List<RecordDescription> of(List<RecordRow> rows) {
    Map<ProcessType, List<RecordRow>> byType = new LinkedHashMap<>();
    rows.forEach(row -> byType.computeIfAbsent(row.type(), type -> new ArrayList<>()).add(row));
    Map<RecordRow, RecordDescription> described = new HashMap<>();
    // Open while describing, so that descriptions may follow lazy associations.
    try (EntityManager entities = factory.createEntityManager()) {
      byType.forEach((type, ofType) -> describe(type, ofType, entities, described));
    }
    return rows.stream().map(row -> described.getOrDefault(row, RecordDescription.NONE)).toList();
  }

  private void describe(
      ProcessType type,
      List<RecordRow> rows,
      EntityManager entities,
      Map<RecordRow, RecordDescription> described) {
    List<Object> ids = rows.stream().map(row -> type.idFrom(row.id())).toList();
    List<?> records = entities.unwrap(Session.class).findMultiple(type.entity(), ids);
    for (int i = 0; i < rows.size(); i++) {
      Object record = records.get(i);
      if (record != null) {
        described.put(rows.get(i), describe(type, record));
      }
    }
  }

  /** The application's code: whatever it throws, the page goes on. */
  private RecordDescription describe(ProcessType type, Object record) {
    try {
      RecordDescription description = handlers.describe(type, record);
      return description == null ? RecordDescription.NONE : description;
    } catch (RuntimeException failure) {
      log.warn("describe failed for a {}: {}", type, failure.toString());
      return RecordDescription.NONE;
    }
  }
}

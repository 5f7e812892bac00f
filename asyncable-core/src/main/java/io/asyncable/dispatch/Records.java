package io.asyncable.dispatch;

import io.asyncable.record.Claimed;
import io.asyncable.record.EngineDatabase;
import io.asyncable.record.ProcessType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Loads the entities that handlers get. */
final class Records {

  private final EntityManagerFactory factory;
  private final EngineDatabase database;

  Records(EntityManagerFactory factory, EngineDatabase database) {
    this.factory = factory;
    this.database = database;
  }

  /** Loads detached entities of one type in few queries, by id; a deleted one is absent. */
  Map<String, Object> load(ProcessType type, List<Claimed> attempts) {
    List<Object> ids = attempts.stream().map(attempt -> type.idFrom(attempt.id())).toList();
    Map<String, Object> records = new HashMap<>();
    try (EntityManager entities = factory.createEntityManager()) {
      Session session = entities.unwrap(Session.class);
      for (Object record :
          database.within(session, () -> session.findMultiple(type.entity(), ids))) {
        if (record != null) {
          records.put(type.idOf(record), record);
        }
      }
    }
    return records;
  }

  /** Locks and loads entities of one type in the current transaction; a deleted one is absent. */
  Map<String, Object> lock(EntityManager entities, ProcessType type, List<Claimed> attempts) {
    List<Object> ids = attempts.stream().map(attempt -> type.idFrom(attempt.id())).toList();
    Map<String, Object> records = new HashMap<>();
    for (Object record :
        database.within(
            () ->
                entities
                    .unwrap(Session.class)
                    .findMultiple(type.entity(), ids, LockModeType.PESSIMISTIC_WRITE))) {
      if (record != null) {
        records.put(type.idOf(record), record);
      }
    }
    return records;
  }

  /** Loads one detached entity; null if it was deleted. */
  @Nullable Object load(ProcessType type, String id) {
    try (EntityManager entities = factory.createEntityManager()) {
      return database.within(
          entities.unwrap(Session.class), () -> entities.find(type.entity(), type.idFrom(id)));
    }
  }

  /** The entity of an attempt in the current transaction; null if it was deleted. */
  @Nullable Object find(EntityManager entities, Claimed attempt) {
    ProcessType type = attempt.type();
    return database.within(() -> entities.find(type.entity(), type.idFrom(attempt.id())));
  }
}

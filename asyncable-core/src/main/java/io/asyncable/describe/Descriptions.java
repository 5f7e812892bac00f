package io.asyncable.describe;

import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Patience;
import io.asyncable.move.RecordRow;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ThrottledLog;
import io.asyncable.type.AttributePath;
import io.asyncable.type.Handlers;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's descriptions of its records, loaded in one query per type. */
public final class Descriptions {

  /** The facts that an attribute of the entity may hold. */
  public enum Fact {
    SUBJECT,
    SUBMITTED_BY,
    TENANT,
    PARTICIPANT_ID
  }

  private static final Logger log = LoggerFactory.getLogger(Descriptions.class);

  private final ThrottledLog failures =
      new ThrottledLog(log, "Describing records failed {}, the latest: {}");
  private final EntityManagerFactory factory;
  private final EngineDatabase database;
  private final Handlers handlers;
  private final Map<String, Map<Fact, AttributePath>> paths = new HashMap<>();

  Descriptions(
      EntityManagerFactory factory,
      EngineDatabase database,
      Handlers handlers,
      ProcessTypes types) {
    this.factory = factory;
    this.database = database;
    this.handlers = handlers;
    types.all().forEach(type -> paths.put(type.name(), paths(type)));
  }

  private Map<Fact, AttributePath> paths(ProcessType type) {
    RecordAttributes attributes = handlers.of(type).bean().attributes();
    Map<Fact, AttributePath> found = new EnumMap<>(Fact.class);
    put(found, Fact.SUBJECT, type, attributes.subject());
    put(found, Fact.SUBMITTED_BY, type, attributes.submittedBy());
    put(found, Fact.TENANT, type, attributes.tenant());
    put(found, Fact.PARTICIPANT_ID, type, attributes.participantId());
    return found;
  }

  private static void put(
      Map<Fact, AttributePath> found, Fact fact, ProcessType type, @Nullable String path) {
    if (path != null) {
      found.put(fact, AttributePath.of(type, path));
    }
  }

  /** The attribute of the type's entity that holds this fact; empty if none does. */
  public Optional<AttributePath> path(ProcessType type, Fact fact) {
    return Optional.ofNullable(paths.get(type.name()).get(fact));
  }

  /**
   * The descriptions in the order of the rows. For a record that JPA does not load, the description
   * says only that.
   */
  public List<Described> of(List<RecordRow> rows) {
    Map<ProcessType, List<String>> byType = new LinkedHashMap<>();
    rows.forEach(
        row -> byType.computeIfAbsent(row.type(), type -> new ArrayList<>()).add(row.id()));
    Map<ProcessType, Map<String, Described>> described = of(byType);
    return rows.stream()
        .map(row -> described.get(row.type()).getOrDefault(row.id(), Described.NOT_LOADED))
        .toList();
  }

  /** The descriptions by type and id, without records that are gone or that JPA does not load. */
  public Map<ProcessType, Map<String, Described>> of(Map<ProcessType, List<String>> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    // Open while describing, so that descriptions may follow lazy associations.
    try (EntityManager entities = factory.createEntityManager()) {
      return database.within(entities.unwrap(Session.class), () -> describe(ids, entities));
    }
  }

  private Map<ProcessType, Map<String, Described>> describe(
      Map<ProcessType, List<String>> ids, EntityManager entities) {
    Map<ProcessType, Map<String, Described>> described = new HashMap<>();
    ids.forEach((type, ofType) -> described.put(type, describe(type, ofType, entities)));
    return described;
  }

  /** The description of one record. */
  public Described of(RecordRow row) {
    return of(List.of(row)).get(0);
  }

  private Map<String, Described> describe(
      ProcessType type, List<String> ids, EntityManager entities) {
    List<?> records = load(type, ids, entities);
    Map<String, Described> described = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Object record = records.get(i);
      if (record != null) {
        described.put(ids.get(i), describe(type, record));
      }
    }
    return described;
  }

  /**
   * Loads the records together. If one cannot be loaded, it loads each by itself, so that the
   * others still appear.
   */
  private static List<?> load(ProcessType type, List<String> texts, EntityManager entities) {
    List<Object> ids = texts.stream().map(type::idFrom).toList();
    try {
      return entities.unwrap(Session.class).findMultiple(type.entity(), ids);
    } catch (RuntimeException | Error failure) {
      if (Patience.sqlCause(failure).isPresent()) {
        throw failure;
      }
      entities.clear();
      List<Object> records = new ArrayList<>();
      ids.forEach(id -> records.add(find(type, id, entities)));
      return records;
    }
  }

  private static @Nullable Object find(ProcessType type, Object id, EntityManager entities) {
    try {
      return entities.find(type.entity(), id);
    } catch (RuntimeException | Error unreadable) {
      log.debug("A {} could not be loaded", type, unreadable);
      return null;
    }
  }

  private Described describe(ProcessType type, Object record) {
    return new Described(
        description(type, record),
        read(type, Fact.SUBJECT, record),
        read(type, Fact.SUBMITTED_BY, record),
        read(type, Fact.TENANT, record));
  }

  private @Nullable String read(ProcessType type, Fact fact, Object record) {
    AttributePath path = paths.get(type.name()).get(fact);
    return path == null ? null : told(type, () -> path.read(record));
  }

  private RecordDescription description(ProcessType type, Object record) {
    RecordDescription description = told(type, () -> handlers.of(type).bean().describe(record));
    return description == null ? RecordDescription.NONE : description;
  }

  /** Calls the application's code. If that throws, pages and messages do without its result. */
  private <T> @Nullable T told(ProcessType type, Supplier<@Nullable T> telling) {
    try {
      return telling.get();
    } catch (Throwable failure) {
      failures.event(type + ", " + ErrorDetails.line(failure));
      return null;
    }
  }
}

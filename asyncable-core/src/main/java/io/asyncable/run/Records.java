package io.asyncable.run;

import io.asyncable.Asyncable;
import io.asyncable.Attempt;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Patience;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import io.asyncable.type.ProcessType;
import io.asyncable.type.RecordNotLoaded;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** What handlers get: entities, loaded in the right way, and a view of the attempt. */
final class Records {

  private final EntityManagerFactory factory;

  /** Of the current transaction. */
  private final EntityManager shared;

  private final Claims claims;
  private final EngineDatabase database;
  private final Map<ProcessType, Pace> paces = new ConcurrentHashMap<>();

  Records(EntityManagerFactory factory, Claims claims, EngineDatabase database) {
    this.factory = factory;
    this.shared = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.claims = claims;
    this.database = database;
  }

  /** Reads the records of a poll's attempts. */
  Reading reading(ProcessType type, Collection<Claimed> poll) {
    return new Reading(type, poll, this, paces.computeIfAbsent(type, any -> new Pace()));
  }

  /** Loads detached entities of one type in few queries, by id, without those JPA does not show. */
  Map<String, Object> load(ProcessType type, List<Claimed> attempts) {
    try (EntityManager entities = factory.createEntityManager()) {
      Session session = entities.unwrap(Session.class);
      return byId(
          type,
          database.within(session, () -> session.findMultiple(type.entity(), ids(type, attempts))));
    }
  }

  /** Loads one detached entity; null if JPA does not show it. */
  @Nullable Object load(Claimed attempt) {
    try (EntityManager entities = factory.createEntityManager()) {
      ProcessType type = attempt.type();
      return database.within(
          entities.unwrap(Session.class),
          () -> entities.find(type.entity(), type.idFrom(attempt.id())));
    }
  }

  /**
   * Locks and loads entities of one type in the current transaction, by id, without those that JPA
   * does not show.
   */
  Map<String, Object> lock(ProcessType type, List<Claimed> attempts) {
    return byId(
        type,
        database.within(
            () ->
                shared
                    .unwrap(Session.class)
                    .findMultiple(
                        type.entity(), ids(type, attempts), LockModeType.PESSIMISTIC_WRITE)));
  }

  private static List<Object> ids(ProcessType type, List<Claimed> attempts) {
    return attempts.stream().map(attempt -> type.idFrom(attempt.id())).toList();
  }

  private static Map<String, Object> byId(ProcessType type, List<?> shown) {
    Map<String, Object> records = new HashMap<>();
    for (Object record : shown) {
      if (record != null) {
        records.put(type.idOf(record), record);
      }
    }
    return records;
  }

  /**
   * The record that an attempt processes.
   *
   * @return empty if the record was canceled, restarted, concluded or deleted
   * @throws RecordNotLoaded if JPA does not load a record whose row still waits for this attempt
   */
  Optional<Object> current(Claimed attempt, Load load) {
    Object shown;
    try {
      shown = load.load();
    } catch (RuntimeException failure) {
      throw Patience.sqlCause(failure).isPresent() ? failure : RecordNotLoaded.unreadable(failure);
    }
    if (shown != null) {
      return isCurrent(attempt, shown) ? Optional.of(shown) : Optional.empty();
    }
    // JPA may show null for many reasons; only SQL can tell whether the row is gone.
    if (claims.isCurrent(attempt)) {
      throw RecordNotLoaded.hidden(attempt.type());
    }
    return Optional.empty();
  }

  /** A way to load a record; null if JPA shows none. */
  interface Load {
    @Nullable Object load();
  }

  /** Whether a record that was just read still waits for this attempt to end. */
  static boolean isCurrent(Claimed attempt, Object record) {
    Asyncable state = attempt.type().stateOf(record);
    return attempt.submission().equals(state.getLastSubmittedAt())
        && attempt.attempt() == state.getAttempts()
        && Long.valueOf(attempt.epoch()).equals(state.getClaimedBy())
        && state.getProcessedAt() == null
        && state.getCanceledAt() == null
        && state.getDueAt() != null;
  }

  /** The entity of an attempt in the current transaction; null if it was deleted. */
  @Nullable Object find(Claimed attempt) {
    ProcessType type = attempt.type();
    return database.within(() -> shared.find(type.entity(), type.idFrom(attempt.id())));
  }

  /** Whether the current transaction still knows the entity: neither deleted nor detached. */
  boolean isManaged(Object record) {
    return shared.contains(record);
  }

  /** Writes what handlers have changed in the current transaction. */
  void flush() {
    shared.flush();
  }

  /** The attempt as its handler sees it. */
  Attempt viewOf(Claimed attempt) {
    return new AttemptView(attempt, claims);
  }
}

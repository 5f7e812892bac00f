package io.asyncable.bulk;

import io.asyncable.Asyncables;
import io.asyncable.bulk.Bulk.Person;
import io.asyncable.worker.EngineClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Bulk actions and their progress. */
public final class BulkActions {

  /** The process type of bulk actions themselves. */
  public static final String TYPE = "BulkAction";

  /**
   * Which records of an action are wanted.
   *
   * @param outcome the only outcome; null for all
   * @param types the only process types; null for all
   */
  public record ItemSearch(@Nullable BulkOutcome outcome, @Nullable List<String> types) {}

  private final EntityManager entities;
  private final Asyncables asyncables;
  private final BulkItems items;
  private final EngineClock clock;

  BulkActions(
      EntityManagerFactory factory, Asyncables asyncables, BulkItems items, EngineClock clock) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.asyncables = asyncables;
    this.items = items;
    this.clock = clock;
  }

  /** Stores and submits an action that has no records yet. */
  BulkAction submit(Bulk.Request request) {
    BulkAction bulk = new BulkAction(request, clock.instant());
    asyncables.submit(bulk);
    entities.flush();
    return bulk;
  }

  /**
   * @throws io.asyncable.ActionRefused if it has not ended
   */
  void restart(UUID id, Person by) {
    asyncables.restart(TYPE, id.toString(), by.name(), by.reason());
  }

  /** The process types of the records that it has still to act on. */
  public List<String> openTypes(UUID id) {
    return items.openTypes(id);
  }

  /** Those of the actions that have records of other process types than these. */
  public Set<UUID> beyond(List<String> types, List<UUID> ids) {
    return items.beyond(types, ids);
  }

  /** The action with this id; empty if there is none. */
  public Optional<BulkAction> find(UUID id) {
    return Optional.ofNullable(entities.find(BulkAction.class, id));
  }

  /**
   * The newest actions, newest first.
   *
   * @param actor whose alone; null for everybody's
   */
  public List<BulkAction> newest(@Nullable String actor, int limit) {
    return entities
        .createQuery(
            "select b from BulkAction b where :actor is null or b.actor = :actor"
                + " order by b.createdAt desc, b.id",
            BulkAction.class)
        .setParameter("actor", actor)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * How many of its records have come to which end.
   *
   * @param types of these process types only; null for all
   */
  public Map<BulkOutcome, Integer> progress(UUID id, @Nullable List<String> types) {
    return items.progress(id, types);
  }

  /**
   * Its records in their order.
   *
   * @param after the position after which the page begins; 0 for the first
   */
  public List<BulkItem> page(UUID id, ItemSearch search, long after, int limit) {
    return items.page(id, search, after, limit);
  }
}

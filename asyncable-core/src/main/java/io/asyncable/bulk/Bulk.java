package io.asyncable.bulk;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection;
import io.asyncable.text.Plural;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Begins bulk actions and reports their progress. */
public final class Bulk {

  /** Records that one action takes at the most. */
  public static final int LARGEST = 100_000;

  private static final int STEP = 1_000;

  private static final String TYPE = "BulkAction";

  /** What it needs of the engine. */
  record Engine(
      EntityManager entities,
      Asyncables asyncables,
      RecordList records,
      BulkItems items,
      Audit audit,
      TransactionOperations transactions,
      Clock clock) {}

  private final Engine engine;

  Bulk(Engine engine) {
    this.engine = engine;
  }

  /** In whose name an action goes on; without a reason nobody acts on many records. */
  public record Person(String name, Via via, String reason) {

    private Actor actor() {
      return new Actor(name, via, reason);
    }

    private Change replaces(@Nullable String before) {
      return new Change(before, "by %s: %s".formatted(name, reason));
    }
  }

  /**
   * What somebody asks for.
   *
   * @param selection what is selected, in words
   * @param list the address of the list that it was selected in
   */
  public record Request(BulkAction.Kind act, Person by, String selection, String list) {

    private Change change(int records) {
      return new Change(null, "%s: %s".formatted(Plural.of(records, "record"), selection));
    }
  }

  /**
   * Which records of an action are wanted.
   *
   * @param outcome the only outcome; null for all
   * @param types the only process types; null for all
   */
  public record ItemSearch(@Nullable BulkOutcome outcome, @Nullable List<String> types) {}

  /**
   * Fixes which records are selected at this moment and begins to act on them in the background.
   *
   * @return empty if none is
   */
  public Optional<BulkAction> begin(Request request, Selected selected) {
    return Optional.ofNullable(
        engine.transactions.execute(
            status -> {
              BulkAction bulk = new BulkAction(request, engine.clock.instant());
              engine.asyncables.submit(bulk);
              engine.entities.flush();
              int added = select(bulk.id(), selected);
              if (added == 0) {
                status.setRollbackOnly();
                return null;
              }
              bulk.counted(added);
              String action = "bulk " + request.act().name().toLowerCase(Locale.ROOT);
              write(request.by(), action, bulk.id(), request.change(added));
              return bulk;
            }));
  }

  /**
   * Goes on with what is left of an action, from then on in this person's name. Whether the person
   * may do that to {@link #openTypes}, the caller has asked.
   *
   * @throws ActionRefused if it has not ended, or nothing is left
   */
  public void resume(UUID id, Person by) {
    engine.transactions.executeWithoutResult(
        status -> {
          engine.asyncables.restart(TYPE, id.toString(), by.name(), by.reason());
          if (openTypes(id).isEmpty()) {
            throw new ActionRefused("This bulk action has no records left.");
          }
          BulkAction bulk = find(id).orElseThrow();
          Change change = by.replaces("by %s: %s".formatted(bulk.actor(), bulk.reason()));
          bulk.takenOver(by);
          write(by, "resume", id, change);
        });
  }

  private void write(Person by, String action, UUID id, Change change) {
    engine.audit.ofRecord(by.actor(), action, TYPE, id.toString(), change, engine.clock.instant());
  }

  /** The process types of the records that it has still to act on. */
  public List<String> openTypes(UUID id) {
    return engine.items.openTypes(id);
  }

  /** Those of the actions that have records of other process types than these. */
  public Set<UUID> beyond(List<String> types, List<UUID> ids) {
    return engine.items.beyond(types, ids);
  }

  private int select(UUID bulk, Selected selected) {
    AtomicInteger added = new AtomicInteger();
    read(
        selected,
        rows -> {
          // The action is a record that waits, too; it must not act on itself.
          List<RecordRow> others =
              rows.stream().filter(row -> !row.id().equals(bulk.toString())).toList();
          engine.items.add(bulk, added.get(), others);
          added.addAndGet(others.size());
        });
    return added.get();
  }

  /** Reads what is selected, in the order of the list and no more than an action takes. */
  private void read(Selected selected, Consumer<List<RecordRow>> steps) {
    if (selected instanceof Selected.Matching matching) {
      readPages(matching.selection(), steps);
    } else if (selected instanceof Selected.Chosen chosen) {
      Instant now = engine.clock.instant();
      steps.accept(
          chosen.keys().stream()
              .distinct()
              .flatMap(key -> engine.records.find(key.type(), key.id(), now).stream())
              .toList());
    }
  }

  private void readPages(Selection selection, Consumer<List<RecordRow>> steps) {
    Instant now = engine.clock.instant();
    Position after = null;
    for (int read = 0; read < LARGEST; read += STEP) {
      List<RecordRow> rows = engine.records.page(selection, after, STEP, now);
      steps.accept(rows);
      if (rows.size() < STEP) {
        return;
      }
      after = Position.of(rows.get(STEP - 1), selection.order());
    }
  }

  /** What this act on the selection would take, by type, age and error. */
  public BulkPreview preview(BulkAction.Kind act, Selected selected) {
    BulkPreview.Tally tally = new BulkPreview.Tally(act, engine.clock.instant());
    read(selected, tally::add);
    return tally.preview();
  }

  /** The action with this id; empty if there is none. */
  public Optional<BulkAction> find(UUID id) {
    return Optional.ofNullable(engine.entities.find(BulkAction.class, id));
  }

  /**
   * The newest actions, newest first.
   *
   * @param actor whose alone; null for everybody's
   */
  public List<BulkAction> newest(@Nullable String actor, int limit) {
    return engine
        .entities
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
    return engine.items.progress(id, types);
  }

  /**
   * Its records in their order.
   *
   * @param after the position after which the page begins; 0 for the first
   */
  public List<BulkItem> page(UUID id, ItemSearch search, long after, int limit) {
    return engine.items.page(id, search, after, limit);
  }
}

package io.asyncable.bulk;

import io.asyncable.Asyncables;
import io.asyncable.record.RecordList;
import io.asyncable.record.RecordList.Position;
import io.asyncable.record.RecordRow;
import io.asyncable.record.Selection;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Begins bulk actions and tells how they are going. */
public final class Bulk {

  /** Records that one action takes at the most. */
  public static final int LARGEST = 100_000;

  private static final int STEP = 1_000;

  private final EntityManager entities;
  private final Asyncables asyncables;
  private final RecordList records;
  private final BulkItems items;
  private final TransactionOperations transactions;
  private final Clock clock;

  Bulk(
      EntityManager entities,
      Asyncables asyncables,
      RecordList records,
      BulkItems items,
      TransactionOperations transactions,
      Clock clock) {
    this.entities = entities;
    this.asyncables = asyncables;
    this.records = records;
    this.items = items;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What somebody asks for. */
  public record Request(BulkAction.Act act, String actor, String reason, String selection) {}

  /**
   * Fixes which records are selected at this moment and begins to act on them in the background.
   *
   * @return empty if none is
   */
  public Optional<BulkAction> begin(Request request, Selected selected) {
    return Optional.ofNullable(
        transactions.execute(
            status -> {
              BulkAction bulk =
                  new BulkAction(
                      request.act(),
                      request.actor(),
                      request.reason(),
                      request.selection(),
                      clock.instant());
              asyncables.submit(bulk);
              entities.flush();
              int added = select(bulk.id(), selected);
              if (added == 0) {
                status.setRollbackOnly();
                return null;
              }
              bulk.counted(added);
              return bulk;
            }));
  }

  private int select(UUID bulk, Selected selected) {
    AtomicInteger added = new AtomicInteger();
    read(
        selected,
        rows -> {
          // The action is a record that waits, too; it must not act on itself.
          List<RecordRow> others =
              rows.stream().filter(row -> !row.id().equals(bulk.toString())).toList();
          items.add(bulk, added.get(), others);
          added.addAndGet(others.size());
        });
    return added.get();
  }

  /** Reads what is selected, in the order of the list and no more than an action takes. */
  private void read(Selected selected, Consumer<List<RecordRow>> steps) {
    if (selected instanceof Selected.Matching matching) {
      readPages(matching.selection(), steps);
    } else if (selected instanceof Selected.Chosen chosen) {
      Instant now = clock.instant();
      steps.accept(
          chosen.keys().stream()
              .distinct()
              .flatMap(key -> records.find(key.type(), key.id(), now).stream())
              .toList());
    }
  }

  private void readPages(Selection selection, Consumer<List<RecordRow>> steps) {
    Instant now = clock.instant();
    Position after = null;
    for (int read = 0; read < LARGEST; read += STEP) {
      List<RecordRow> rows = records.page(selection, after, STEP, now);
      steps.accept(rows);
      if (rows.size() < STEP) {
        return;
      }
      after = Position.of(rows.get(STEP - 1), selection.order());
    }
  }

  /** What an action on this selection would take, by type, age and error. */
  public BulkPreview preview(Selected selected) {
    BulkPreview.Tally tally = new BulkPreview.Tally(clock.instant());
    read(selected, tally::add);
    return tally.preview();
  }

  /** The action with this id; empty if there is none. */
  public Optional<BulkAction> find(UUID id) {
    return Optional.ofNullable(entities.find(BulkAction.class, id));
  }

  /** The newest actions, newest first. */
  public List<BulkAction> newest(int limit) {
    return entities
        .createQuery("select b from BulkAction b order by b.createdAt desc, b.id", BulkAction.class)
        .setMaxResults(limit)
        .getResultList();
  }

  /** How many of its records have come to which end. */
  public Map<BulkOutcome, Integer> progress(UUID id) {
    return items.progress(id);
  }

  /**
   * Its records in their order.
   *
   * @param outcome the only outcome wanted; null for all
   * @param after the position after which the page begins; 0 for the first
   */
  public List<BulkItem> page(UUID id, @Nullable BulkOutcome outcome, long after, int limit) {
    return items.page(id, outcome, after, limit);
  }
}

package io.asyncable.bulk;

import io.asyncable.move.Act;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Reads the records that people select for bulk actions. */
final class SelectedRecords {

  private static final int STEP = 1_000;

  private final RecordList records;
  private final BulkItems items;
  private final EngineClock clock;

  SelectedRecords(RecordList records, BulkItems items, EngineClock clock) {
    this.records = records;
    this.items = items;
    this.clock = clock;
  }

  /** The records that the act would include, by type, age and error. */
  BulkPreview preview(Act act, Selected selected) {
    BulkPreview.Tally tally = new BulkPreview.Tally(act, clock.instant());
    read(selected, tally::add);
    return tally.preview();
  }

  /** Makes what is selected now the records of the action; returns how many. */
  int addTo(UUID bulk, Selected selected) {
    AtomicInteger added = new AtomicInteger();
    read(
        selected,
        rows -> {
          // The action is a waiting record itself, and must not act on itself.
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
    for (int read = 0; read < Bulk.LARGEST; read += STEP) {
      List<RecordRow> rows = records.page(selection, after, STEP, now);
      steps.accept(rows);
      if (rows.size() < STEP) {
        return;
      }
      after = Position.of(rows.get(STEP - 1), selection.order(), now);
    }
  }
}

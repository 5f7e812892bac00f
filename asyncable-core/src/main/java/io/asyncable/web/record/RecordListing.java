package io.asyncable.web.record;

import io.asyncable.access.Viewer;
import io.asyncable.move.RecordRow;
import io.asyncable.search.Need;
import io.asyncable.search.RecordList;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads pages of the list, each with its total and the counts above it, as of one moment. */
final class RecordListing {

  static final int PAGE = 50;
  private static final int LARGEST_TOTAL = 10_000;

  private final RecordList records;
  private final LiveCounts live;
  private final Snapshots snapshots;

  RecordListing(RecordList records, LiveCounts live, Snapshots snapshots) {
    this.records = records;
    this.live = live;
    this.snapshots = snapshots;
  }

  /**
   * A page.
   *
   * @param total how many there are on all pages; counted up to a limit
   * @param end where the page ends; null on the last
   */
  record Part(List<RecordRow> rows, int total, @Nullable Position end) {

    boolean isTotalCapped() {
      return total > LARGEST_TOTAL;
    }

    int countedTotal() {
      return Math.min(total, LARGEST_TOTAL);
    }
  }

  /**
   * A page, and the number of records in each state, of the types of which the user sees all
   * records.
   *
   * @param needs how many records of all pages there are of each need; of more than the limit, the
   *     oldest are counted
   */
  record WithTotals(Part part, StateTotals totals, Map<Need, Integer> needs) {}

  /**
   * Reads a page.
   *
   * @param after where the page before ended; null for the first
   */
  Part part(Selection selection, @Nullable Position after, Instant now) {
    return snapshots.read(() -> read(selection, after, now));
  }

  /** Reads a page together with the totals. */
  WithTotals withTotals(Selection selection, @Nullable Position after, Viewer viewer, Instant now) {
    return snapshots.read(() -> readWithTotals(selection, after, viewer, now));
  }

  private WithTotals readWithTotals(
      Selection selection, @Nullable Position after, Viewer viewer, Instant now) {
    List<RecordRow> rows = records.page(selection, after, PAGE + 1, now);
    Map<Need, Integer> needs = new EnumMap<>(Need.class);
    if (after == null && rows.size() <= PAGE) {
      rows.forEach(row -> needs.merge(Need.of(row, now), 1, Integer::sum));
    } else {
      needs.putAll(records.needs(selection, LARGEST_TOTAL + 1, now));
    }
    int total = needs.values().stream().mapToInt(Integer::intValue).sum();
    return new WithTotals(part(rows, total, selection, now), live.totals(viewer, now), needs);
  }

  private Part read(Selection selection, @Nullable Position after, Instant now) {
    List<RecordRow> rows = records.page(selection, after, PAGE + 1, now);
    List<RecordRow> shown = rows.subList(0, Math.min(PAGE, rows.size()));
    int total =
        after == null && rows.size() <= PAGE
            ? rows.size()
            : total(selection, after == null ? shown : List.of(), now);
    return part(rows, total, selection, now);
  }

  private static Part part(List<RecordRow> rows, int total, Selection selection, Instant now) {
    List<RecordRow> shown = rows.subList(0, Math.min(PAGE, rows.size()));
    return new Part(
        shown,
        total,
        rows.size() > PAGE ? Position.of(shown.get(PAGE - 1), selection.order(), now) : null);
  }

  /**
   * @param first the first page, whose records need not be counted again; empty for other pages
   */
  private int total(Selection selection, List<RecordRow> first, Instant now) {
    boolean behind = !first.isEmpty() && selection.order().isBySubmission();
    int known = behind ? first.size() : 0;
    Position after = behind ? Position.of(first.get(known - 1), selection.order(), now) : null;
    return known + records.count(selection, after, LARGEST_TOTAL + 1 - known, now);
  }
}

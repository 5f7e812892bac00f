package io.asyncable.web.record;

import io.asyncable.access.Viewer;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.describe.Descriptions.Fact;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Reason;
import io.asyncable.explain.Situation;
import io.asyncable.move.RecordRow;
import io.asyncable.search.Need;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection;
import io.asyncable.search.UnknownTypes;
import io.asyncable.search.UnknownTypes.Oldest;
import io.asyncable.statistics.Remembered;
import io.asyncable.text.ErrorDetails;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.RecordLines.Unknown;
import io.asyncable.web.record.RecordListing.Part;
import io.asyncable.web.record.RecordListing.WithTotals;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records that a user may see, page by page. */
public final class VisibleRecords {

  private final RecordSelections selections;
  private final RecordListing listing;
  private final Descriptions descriptions;
  private final Explanations explanations;
  private final Remembered<Integer, Oldest> unknown;
  private final EngineClock clock;

  VisibleRecords(
      RecordSelections selections,
      RecordListing listing,
      Descriptions descriptions,
      Explanations explanations,
      UnknownTypes unknown,
      EngineClock clock) {
    this.selections = selections;
    this.listing = listing;
    this.descriptions = descriptions;
    this.explanations = explanations;
    this.unknown = new Remembered<>(limit -> unknown.oldest(limit, clock.instant()), clock);
    this.clock = clock;
  }

  /** The names of the process types of which the user may see anything. */
  List<String> types(Viewer viewer) {
    return selections.types(viewer);
  }

  /** The names of the queues. */
  Collection<String> queues(Viewer viewer) {
    return selections.queues(viewer);
  }

  public RecordLines page(RecordFilter filter, Viewer viewer) {
    Instant now = clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    Part part = listing.part(selection, after(filter), now);
    return page(part, explanations.of(part.rows(), naming(viewer)), filter, viewer, now);
  }

  /**
   * The page, and the number of records in each state at the same moment.
   *
   * @param situation in which its records are explained
   */
  RecordListView list(RecordFilter asked, Viewer viewer, Situation situation) {
    Instant now = clock.instant();
    RecordFilter filter = asked.onPage();
    Selection selection = selections.of(filter, viewer, now);
    WithTotals found = listing.withTotals(selection, after(filter), viewer, now);
    List<RecordRow> rows = found.part().rows();
    List<Reason> reasons = explanations.of(rows, naming(viewer), situation);
    RecordLines page = page(found.part(), reasons, filter, viewer, now);
    List<Need> needs = rows.stream().map(row -> Need.of(row, now)).toList();
    return new RecordListView(
        page,
        found.totals(),
        filter.wantedSort().equals(RecordFilter.NEED)
            ? RecordListView.grouped(page.jobs(), needs, found.needs())
            : List.of());
  }

  /** Whether any type that the user may see something of has such an attribute. */
  boolean has(Fact fact, Viewer viewer) {
    return selections.has(fact, viewer);
  }

  private static @Nullable Position after(RecordFilter filter) {
    return filter.page() == null ? null : RecordCursor.parse(filter.page(), filter.wantedSort());
  }

  /**
   * Describes the records outside the snapshot, because the application may describe them with
   * transactions of its own.
   */
  private RecordLines page(
      Part part, List<Reason> reasons, RecordFilter filter, Viewer viewer, Instant now) {
    return new RecordLines(
        part.countedTotal(),
        part.isTotalCapped(),
        listed(part.rows(), reasons, viewer),
        part.end() == null ? null : RecordCursor.of(filter.wantedSort(), part.end()),
        now,
        unknown(filter, viewer));
  }

  private Unknown unknown(RecordFilter filter, Viewer viewer) {
    return filter.page() == null && selections.showsUnknown(filter, viewer)
        ? Unknown.of(unknown.get(RecordListing.PAGE).value())
        : Unknown.NONE;
  }

  /** The records as a list shows them to the user, who may see all of their types. */
  public List<RecordLine> lines(List<RecordRow> rows, Viewer viewer) {
    return listed(rows, explanations.of(rows, naming(viewer)), viewer);
  }

  private static Predicate<RecordRow> naming(Viewer viewer) {
    return row -> VisibleTypes.sees(row.type(), viewer);
  }

  private List<RecordLine> listed(List<RecordRow> rows, List<Reason> reasons, Viewer viewer) {
    List<Described> described = descriptions.of(rows);
    List<RecordLine> records = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      records.add(line(rows.get(i), described.get(i), reasons.get(i), viewer, false));
    }
    return records;
  }

  /** The record as the user may see it. */
  static RecordLine line(
      RecordRow row, Described described, Reason reason, Viewer viewer, boolean wholeError) {
    String error = row.error();
    return RecordLine.of(
        row,
        described,
        error == null || wholeError ? error : ErrorDetails.firstToken(error),
        reason,
        viewer);
  }
}

package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Reason;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Event;
import io.asyncable.move.History;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.search.RecordList.Position;
import io.asyncable.search.Selection;
import io.asyncable.text.ErrorDetails;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.RecordListing.Part;
import io.asyncable.web.record.RecordListing.WithTotals;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.WorkerInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records that a user may see. */
public final class VisibleRecords {

  /** What it needs of the engine. */
  record Engine(
      VisibleTypes types,
      Policies policies,
      RecordList records,
      Descriptions descriptions,
      History history,
      Explanations explanations,
      KnownWorkers workers,
      Clock clock) {}

  private static final int HISTORY = 200;

  /** What people do to records with a reason. */
  private static final Set<Event> REASONED =
      EnumSet.of(
          Event.RESTARTED,
          Event.BEGUN_NOW,
          Event.CANCELED,
          Event.RETRIED_NOW,
          Event.MARKED_PROCESSED,
          Event.ERROR_CLEARED);

  private final Engine engine;
  private final RecordSelections selections;
  private final RecordListing listing;

  VisibleRecords(Engine engine, RecordSelections selections, RecordListing listing) {
    this.engine = engine;
    this.selections = selections;
    this.listing = listing;
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
    Instant now = engine.clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    return page(listing.part(selection, after(filter), now), filter, viewer, now);
  }

  /** The same with how many records are in each state, as of the same moment. */
  RecordListView list(RecordFilter filter, Viewer viewer) {
    Instant now = engine.clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    WithTotals found = listing.withTotals(selection, after(filter), viewer, now);
    return new RecordListView(page(found.part(), filter, viewer, now), found.totals());
  }

  private static @Nullable Position after(RecordFilter filter) {
    return filter.page() == null ? null : RecordCursor.parse(filter.page(), filter.wantedSort());
  }

  /** What tells of the records is asked outside the snapshot: it may be the application's own. */
  private RecordLines page(Part part, RecordFilter filter, Viewer viewer, Instant now) {
    return new RecordLines(
        part.countedTotal(),
        part.isTotalCapped(),
        listed(part.rows(), viewer),
        part.end() == null ? null : RecordCursor.of(filter.wantedSort(), part.end()),
        now);
  }

  private List<RecordLine> listed(List<RecordRow> rows, Viewer viewer) {
    List<Described> described = engine.descriptions.of(rows);
    List<Reason> reasons =
        engine.explanations.of(rows, row -> VisibleTypes.sees(row.type(), viewer));
    List<RecordLine> records = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      records.add(line(rows.get(i), described.get(i), reasons.get(i), viewer, false));
    }
    return records;
  }

  private static RecordLine line(
      RecordRow row, Described described, Reason reason, Viewer viewer, boolean wholeError) {
    String error = row.error();
    return RecordLine.of(
        row,
        described,
        error == null || wholeError ? error : ErrorDetails.firstToken(error),
        reason,
        viewer);
  }

  /**
   * One record with its history; messages and stacks only for those who may see whole errors.
   *
   * @throws UnknownRecord if there is no such type, or no such record that the user may see
   * @throws Denied if the user may see none of the type
   */
  RecordDetail find(String typeName, String id, Viewer viewer) {
    RecordRow row = row(Permission.VIEW_RECORD, typeName, id, viewer);
    ProcessType type = row.type();
    Described described = engine.descriptions.of(row);
    require(Permission.VIEW_RECORD, id, row, described, viewer);
    boolean all = viewer.may(Permission.VIEW_ERROR, type.name(), described.submittedBy());
    boolean names = VisibleTypes.sees(type, viewer);
    List<History.Entry> history = engine.history.of(type, row.id(), HISTORY + 1);
    return new RecordDetail(
        line(row, described, engine.explanations.of(row, any -> names), viewer, all),
        described.description().facts(),
        row.claimedBy(),
        names ? workerName(row.claimedBy()) : null,
        engine.policies.of(type).queue(),
        row.trace(),
        row.publishedAt(),
        history.stream()
            .limit(HISTORY)
            .map(entry -> all || tellsAReason(entry) ? entry : entry.withoutText())
            .map(entry -> names ? entry : entry.withoutWorkerName())
            .toList(),
        history.size() > HISTORY);
  }

  private @Nullable String workerName(@Nullable Long epoch) {
    return engine.workers.all().stream()
        .filter(worker -> epoch != null && worker.epoch() == epoch)
        .map(WorkerInfo::name)
        .findFirst()
        .orElse(null);
  }

  /** Nobody learns which ids there are of a type that is not for them. */
  private RecordRow row(String permission, String typeName, String id, Viewer viewer) {
    ProcessType type = engine.types.named(typeName, viewer);
    if (!viewer.may(permission, typeName) && !viewer.mayToOwn(permission, typeName)) {
      throw denied(permission);
    }
    return engine
        .records
        .find(type, id, engine.clock.instant())
        .orElseThrow(() -> unknown(type, id));
  }

  /**
   * The record, after making sure that the user may do this to it.
   *
   * @throws UnknownRecord if there is no such type, or no such record that the user may see
   * @throws Denied if the user may not do this to it, or to any of the type
   */
  RecordRow require(String permission, String typeName, String id, Viewer viewer) {
    RecordRow row = row(permission, typeName, id, viewer);
    require(permission, id, row, engine.descriptions.of(row), viewer);
    return row;
  }

  /** Nor which there are of a type of which one sees only one's own. */
  private static void require(
      String permission, String id, RecordRow row, Described described, Viewer viewer) {
    String type = row.type().name();
    if (!viewer.may(permission, type, described.submittedBy())) {
      throw viewer.may(Permission.VIEW_RECORD, type, described.submittedBy())
          ? denied(permission)
          : unknown(row.type(), id);
    }
  }

  private static UnknownRecord unknown(ProcessType type, String id) {
    return new UnknownRecord("There is no %s with the id '%s'.".formatted(type, id));
  }

  private static Denied denied(String permission) {
    return new Denied(
        permission.equals(Permission.VIEW_RECORD)
            ? "You may not see this record."
            : "You may not do this to this record.");
  }

  /** Whether the message is what a person gave as the reason, and no error's. */
  private static boolean tellsAReason(History.Entry entry) {
    return REASONED.stream().anyMatch(entry::is) && !ActedBy.HANDLER.equals(entry.actor());
  }
}

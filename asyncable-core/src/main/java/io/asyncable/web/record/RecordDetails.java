package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Described;
import io.asyncable.explain.Explanations;
import io.asyncable.move.ActedBy;
import io.asyncable.move.Event;
import io.asyncable.move.History;
import io.asyncable.move.RecordRow;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.PermittedRecords.Permitted;
import io.asyncable.web.section.RecordPart;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.WorkerInfo;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Reads everything about one record that the user may see. */
final class RecordDetails {

  private static final int HISTORY = 200;

  /** Events of people's acts, which have a reason. */
  private static final Set<Event> REASONED =
      EnumSet.of(
          Event.RESTARTED,
          Event.BEGUN_NOW,
          Event.CANCELED,
          Event.RETRIED_NOW,
          Event.MARKED_PROCESSED,
          Event.ERROR_CLEARED);

  private final PermittedRecords records;
  private final Policies policies;
  private final History history;
  private final Explanations explanations;
  private final KnownWorkers workers;
  private final List<RecordPart> parts;

  RecordDetails(
      PermittedRecords records,
      Policies policies,
      History history,
      Explanations explanations,
      KnownWorkers workers,
      ObjectProvider<RecordPart> parts) {
    this.records = records;
    this.policies = policies;
    this.history = history;
    this.explanations = explanations;
    this.workers = workers;
    this.parts = parts.orderedStream().toList();
  }

  /**
   * One record with its history; messages and stacks only for those who may see whole errors.
   *
   * @throws UnknownRecord if there is no such type, or no such record that the user may see
   * @throws Denied if the user may see none of the type
   */
  RecordDetail find(String typeName, String id, Viewer viewer) {
    Permitted found = records.require(Permission.VIEW_RECORD, typeName, id, viewer);
    RecordRow row = found.row();
    ProcessType type = row.type();
    Described described = found.described();
    boolean all = viewer.may(Permission.VIEW_ERROR, type.name(), described.submittedBy());
    boolean names = VisibleTypes.sees(type, viewer);
    List<History.Entry> entries = history.of(type, row.id(), HISTORY + 1);
    return new RecordDetail(
        VisibleRecords.line(row, described, explanations.of(row, any -> names), viewer, all),
        described.description().facts(),
        row.claimedBy(),
        names ? workerName(row.claimedBy()) : null,
        policies.of(type).queue(),
        row.trace(),
        row.publishedAt(),
        entries.stream()
            .limit(HISTORY)
            .map(entry -> all || tellsAReason(entry) ? entry : entry.withoutText())
            .map(entry -> names ? entry : entry.withoutWorkerName())
            .toList(),
        entries.size() > HISTORY,
        parts(row, viewer));
  }

  private Map<String, Object> parts(RecordRow row, Viewer viewer) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (RecordPart part : parts) {
      part.of(row, viewer).ifPresent(shown -> found.put(part.name(), shown));
    }
    return found;
  }

  private @Nullable String workerName(@Nullable Long epoch) {
    return workers.all().stream()
        .filter(worker -> epoch != null && worker.epoch() == epoch)
        .map(WorkerInfo::name)
        .findFirst()
        .orElse(null);
  }

  /** Whether the message is a person's reason and not an error. */
  private static boolean tellsAReason(History.Entry entry) {
    return REASONED.stream().anyMatch(entry::is) && !ActedBy.HANDLER.equals(entry.actor());
  }
}

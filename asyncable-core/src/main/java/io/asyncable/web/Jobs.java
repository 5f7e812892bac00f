package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.dispatch.Backlog;
import io.asyncable.dispatch.Described;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.record.History;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.record.RecordList.Position;
import io.asyncable.record.RecordRow;
import io.asyncable.record.Selection;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.WorkerInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user may see of the records. */
final class Jobs {

  /** What it needs of the engine. */
  record Engine(
      ProcessTypes types,
      Policies policies,
      RecordList records,
      Descriptions descriptions,
      History history,
      Backlog backlog,
      Heartbeat heartbeat,
      Clock clock) {}

  private static final int PAGE = 50;
  private static final int LARGEST_TOTAL = 10_000;

  private static final int HISTORY = 200;

  private final Engine engine;
  private final JobSelections selections;
  private final OpenBreakers breakers;
  private final Explainer explainer;

  Jobs(Engine engine, JobSelections selections, OpenBreakers breakers) {
    this.engine = engine;
    this.selections = selections;
    this.breakers = breakers;
    this.explainer = new Explainer(engine.policies);
  }

  /** The names of the process types of which the user may see anything. */
  List<String> types(Viewer viewer) {
    return selections.types(viewer);
  }

  /** The names of the queues. */
  Collection<String> queues() {
    return selections.queues();
  }

  /** The living workers and those that died lately. */
  List<WorkerInfo> workers() {
    return engine.heartbeat.workers();
  }

  JobPage page(JobFilter filter, Viewer viewer) {
    Instant now = engine.clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    String sort = filter.wantedSort();
    Position after = filter.page() == null ? null : JobCursor.parse(filter.page(), sort);
    List<RecordRow> rows = engine.records.page(selection, after, PAGE + 1, now);
    List<RecordRow> shown = rows.subList(0, Math.min(PAGE, rows.size()));
    int total =
        after == null && rows.size() <= PAGE
            ? rows.size()
            : engine.records.count(selection, LARGEST_TOTAL + 1, now);
    return new JobPage(
        Math.min(total, LARGEST_TOTAL),
        total > LARGEST_TOTAL,
        listed(shown, viewer),
        rows.size() > PAGE
            ? JobCursor.of(sort, Position.of(shown.get(PAGE - 1), selection.order()))
            : null);
  }

  private List<Job> listed(List<RecordRow> rows, Viewer viewer) {
    List<Described> described = engine.descriptions.of(rows);
    Situation situation = situation();
    List<Job> jobs = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      jobs.add(job(rows.get(i), described.get(i), situation, viewer, false));
    }
    return jobs;
  }

  private Job job(
      RecordRow row, Described described, Situation situation, Viewer viewer, boolean wholeError) {
    String error = row.error();
    return Job.of(
        row,
        described,
        error == null || wholeError ? error : ErrorWords.firstToken(error),
        explainer.explain(row, situation),
        viewer);
  }

  private Situation situation() {
    return new Situation(
        engine.clock.instant(),
        engine.heartbeat.workers(),
        breakers.all(),
        engine.backlog.isReachable());
  }

  /**
   * One record with its history; messages and stacks only for those who may see whole errors.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws Denied if the user may not see it
   */
  JobDetail find(String typeName, String id, Viewer viewer) {
    RecordRow row = row(typeName, id);
    ProcessType type = row.type();
    Described described = engine.descriptions.of(row);
    require(Permission.VIEW_RECORD, row, described, viewer);
    boolean all = viewer.may(Permission.VIEW_ERROR, type.name(), described.submittedBy());
    Situation situation = situation();
    return new JobDetail(
        job(row, described, situation, viewer, all),
        described.description().facts(),
        row.claimedBy(),
        workerName(row.claimedBy(), situation),
        engine.policies.of(type).queue(),
        row.trace(),
        engine.history.of(type, row.id(), HISTORY).stream()
            .map(entry -> all ? entry : withoutText(entry))
            .toList());
  }

  private static @Nullable String workerName(@Nullable Long epoch, Situation situation) {
    return epoch == null ? null : situation.worker(epoch).map(WorkerInfo::name).orElse(null);
  }

  private RecordRow row(String typeName, String id) {
    ProcessType type = engine.types.named(typeName);
    return engine
        .records
        .find(type, id, engine.clock.instant())
        .orElseThrow(
            () -> new UnknownRecord("There is no %s with the id '%s'.".formatted(type, id)));
  }

  /**
   * Makes sure that the user may do this to the record.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws Denied if the user may not
   */
  void require(Permission permission, String typeName, String id, Viewer viewer) {
    RecordRow row = row(typeName, id);
    require(permission, row, engine.descriptions.of(row), viewer);
  }

  private static void require(
      Permission permission, RecordRow row, Described described, Viewer viewer) {
    if (!viewer.may(permission, row.type().name(), described.submittedBy())) {
      throw new Denied(
          permission == Permission.VIEW_RECORD
              ? "You may not see this record."
              : "You may not do this to this record.");
    }
  }

  private static History.Entry withoutText(History.Entry entry) {
    return new History.Entry(
        entry.submission(),
        entry.attempt(),
        entry.event(),
        entry.occurredAt(),
        entry.beganAt(),
        entry.worker(),
        entry.workerName(),
        entry.actor(),
        entry.errorClass(),
        null,
        null,
        entry.fingerprint());
  }
}

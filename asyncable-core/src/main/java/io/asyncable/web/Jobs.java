package io.asyncable.web;

import io.asyncable.Asyncables;
import io.asyncable.RecordDescription;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.dispatch.Backlog;
import io.asyncable.record.ErrorDetails;
import io.asyncable.record.History;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.record.RecordList.Position;
import io.asyncable.record.RecordRow;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.WorkerInfo;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user may see of the records and do with them. */
final class Jobs {

  /** What it needs of the engine. */
  record Engine(
      ProcessTypes types,
      Policies policies,
      RecordList records,
      History history,
      Asyncables asyncables,
      Backlog backlog,
      Heartbeat heartbeat,
      Clock clock) {}

  private static final int PAGE = 50;
  private static final int LARGEST_TOTAL = 10_000;

  /** Whose records are whose is known to the application alone, so each must be looked at. */
  private static final int SEARCHED = 2_000;

  private static final int SEARCH_STEP = 200;
  private static final int HISTORY = 200;
  private static final int LONGEST_REASON = 500;

  private final Engine engine;
  private final JobAccess access;
  private final Descriptions descriptions;
  private final OpenBreakers breakers;
  private final Explainer explainer;

  Jobs(Engine engine, JobAccess access, Descriptions descriptions, OpenBreakers breakers) {
    this.engine = engine;
    this.access = access;
    this.descriptions = descriptions;
    this.breakers = breakers;
    this.explainer = new Explainer(engine.policies);
  }

  /** The names of all process types. */
  List<String> types() {
    return engine.types.all().stream().map(ProcessType::name).toList();
  }

  /** The living workers and those that died lately. */
  List<WorkerInfo> workers(@Nullable Principal user) {
    if (!access.seesAll(user)) {
      throw new Denied("You may not see the workers.");
    }
    return engine.heartbeat.workers();
  }

  JobPage page(JobFilter filter, @Nullable Principal user) {
    List<ProcessType> types =
        filter.type() == null
            ? List.copyOf(engine.types.all())
            : List.of(engine.types.named(filter.type()));
    State state = filter.wantedState();
    Position after = filter.after().orElse(null);
    return access.seesAll(user)
        ? all(types, state, after, filter, user)
        : own(types, state, after, filter, user);
  }

  private JobPage all(
      List<ProcessType> types,
      @Nullable State state,
      @Nullable Position after,
      JobFilter filter,
      @Nullable Principal user) {
    Instant now = engine.clock.instant();
    List<RecordRow> rows = engine.records.page(types, state, after, PAGE + 1, now);
    List<RecordRow> shown = rows.subList(0, Math.min(PAGE, rows.size()));
    int total = engine.records.count(types, state, LARGEST_TOTAL + 1, now);
    return new JobPage(
        Math.min(total, LARGEST_TOTAL),
        total > LARGEST_TOTAL,
        listed(shown, descriptions.of(shown), user),
        rows.size() > PAGE ? filter.page(Position.of(shown.get(PAGE - 1))).page() : null);
  }

  private JobPage own(
      List<ProcessType> types,
      @Nullable State state,
      @Nullable Position first,
      JobFilter filter,
      @Nullable Principal user) {
    Instant now = engine.clock.instant();
    List<RecordRow> rows = new ArrayList<>();
    List<RecordDescription> described = new ArrayList<>();
    Position after = first;
    boolean more = true;
    for (int searched = 0; more && searched < SEARCHED && rows.size() < PAGE; ) {
      List<RecordRow> step = engine.records.page(types, state, after, SEARCH_STEP, now);
      List<RecordDescription> ofStep = descriptions.of(step);
      more = step.size() == SEARCH_STEP;
      for (int i = 0; i < step.size(); i++) {
        if (rows.size() == PAGE) {
          more = true;
          break;
        }
        RecordRow row = step.get(i);
        after = Position.of(row);
        if (access.sees(user, row.type().name(), ofStep.get(i))) {
          rows.add(row);
          described.add(ofStep.get(i));
        }
      }
      searched += step.size();
    }
    return new JobPage(
        rows.size(),
        more || first != null,
        listed(rows, described, user),
        more && after != null ? filter.page(after).page() : null);
  }

  private List<Job> listed(
      List<RecordRow> rows, List<RecordDescription> described, @Nullable Principal user) {
    Situation situation = situation();
    List<Job> jobs = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      jobs.add(job(rows.get(i), described.get(i), situation, user, false));
    }
    return jobs;
  }

  private Job job(
      RecordRow row,
      RecordDescription description,
      Situation situation,
      @Nullable Principal user,
      boolean wholeError) {
    String error = row.error();
    return Job.of(
        row,
        description,
        error == null || wholeError ? error : ErrorWords.firstToken(error),
        explainer.explain(row, situation),
        access.acts(user, row.type().name(), description));
  }

  private Situation situation() {
    return new Situation(
        engine.clock.instant(),
        engine.heartbeat.workers(),
        breakers.all(),
        engine.backlog.isReachable());
  }

  /**
   * One record with its history; messages and stacks only for those who see all.
   *
   * @throws UnknownRecord if there is no such type or record
   * @throws Denied if the user may not see it
   */
  JobDetail find(String typeName, String id, @Nullable Principal user) {
    ProcessType type = engine.types.named(typeName);
    RecordRow row = row(type, id);
    RecordDescription description = descriptions.of(List.of(row)).get(0);
    boolean all = access.seesAll(user);
    if (!all && !access.sees(user, type.name(), description)) {
      throw new Denied("You may not see this record.");
    }
    Situation situation = situation();
    return new JobDetail(
        job(row, description, situation, user, all),
        row.claimedBy(),
        row.claimedBy() == null
            ? null
            : situation.worker(row.claimedBy()).map(WorkerInfo::name).orElse(null),
        engine.policies.of(type).queue(),
        row.trace(),
        engine.history.of(type, row.id(), HISTORY).stream()
            .map(entry -> all ? entry : withoutText(entry))
            .toList());
  }

  private RecordRow row(ProcessType type, String id) {
    return engine
        .records
        .find(type, id, engine.clock.instant())
        .orElseThrow(
            () -> new UnknownRecord("There is no %s with the id '%s'.".formatted(type, id)));
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

  /** Restarts a record in the user's name. */
  void restart(String type, String id, @Nullable Principal user, @Nullable String reason) {
    requireActing(type, id, user);
    engine.asyncables.restart(type, id, access.actor(user), bounded(reason));
  }

  /** Cancels a record in the user's name; false if it was already concluded. */
  boolean cancel(String type, String id, @Nullable Principal user, @Nullable String reason) {
    requireActing(type, id, user);
    return engine.asyncables.cancel(type, id, access.actor(user), bounded(reason));
  }

  private void requireActing(String typeName, String id, @Nullable Principal user) {
    ProcessType type = engine.types.named(typeName);
    RecordDescription description = descriptions.of(List.of(row(type, id))).get(0);
    if (!access.acts(user, type.name(), description)) {
      throw new Denied("You may not restart or cancel this record.");
    }
  }

  private static String bounded(@Nullable String reason) {
    String text = reason == null ? "" : reason.strip();
    if (text.length() > LONGEST_REASON) {
      throw new RequestProblem(
          "The reason has %d characters; at most %d are kept."
              .formatted(text.length(), LONGEST_REASON));
    }
    return ErrorDetails.fit(text);
  }
}

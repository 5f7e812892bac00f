package io.asyncable.operate;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.audit.AuditEntry;
import io.asyncable.database.EngineDatabase;
import io.asyncable.job.JobRefused;
import io.asyncable.job.NamedJobs;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.text.ErrorText;
import io.asyncable.text.ErrorText.Limit;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Replaces the payload of a job in a person's name, and writes the audit entry with the payload
 * before and after. The caller has checked the person's permission.
 */
public final class AuditedPayloads {

  /** The act in the audit. */
  public static final String EDIT = "edit-payload";

  /** No handler works on the payload, and no work was done by it that it would misrepresent. */
  private static final Set<State> EDITABLE =
      EnumSet.of(State.SCHEDULED, State.QUEUED, State.RETRYING, State.EXPIRED, State.CANCELED);

  private final NamedJobs payloads;
  private final RecordList records;
  private final Audit audit;
  private final TransactionOperations transactions;
  private final EngineClock clock;

  AuditedPayloads(
      NamedJobs payloads,
      RecordList records,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    this.payloads = payloads;
    this.records = records;
    this.audit = audit;
    this.transactions = database.transactions(transactions);
    this.clock = clock;
  }

  /** The entry as the user may see it: payloads only for those who may see them. */
  public static AuditEntry shown(AuditEntry entry, Viewer viewer) {
    String type = entry.type();
    return type == null || !EDIT.equals(entry.action()) || sees(viewer, type)
        ? entry
        : entry.withoutChange();
  }

  /** Whether the user may see the payloads of the type's jobs. */
  public static boolean sees(Viewer viewer, String type) {
    return viewer.may(Permission.VIEW_PAYLOAD, type) || viewer.may(Permission.EDIT_PAYLOAD, type);
  }

  /** Whether the payload of a job in that state can be edited. */
  public static boolean isEditableIn(State state) {
    return EDITABLE.contains(state);
  }

  /**
   * Replaces the payload. The job keeps its state, its idempotency key and its unique key.
   *
   * @param json what the person has written
   * @throws JobRefused if it is no request that could be enqueued
   * @throws ActionRefused if the job is running or processed
   * @throws UnknownRecord if there is no such job
   */
  public void edit(Actor actor, ProcessType type, String id, String json) {
    if (!payloads.types().contains(type.name())) {
      throw new UnknownRecord("%s %s is no job, so it has no payload.".formatted(type, id));
    }
    String payload = payloads.checked(type, json);
    transactions.executeWithoutResult(
        status -> {
          // Locked, so that no attempt begins between this and the write.
          RecordRow row =
              records.lock(type, id, clock.instant()).orElseThrow(() -> UnknownRecord.of(type, id));
          refuse(row);
          String before = payloads.payload(type, row.id()).orElseThrow();
          payloads.write(type, row.id(), payload);
          audit.ofPart(
              actor,
              EDIT,
              type.name(),
              row.id(),
              "payload",
              new Change(bounded(before), bounded(payload)),
              clock.instant());
        });
  }

  private static void refuse(RecordRow row) {
    if (!isEditableIn(row.state())) {
      throw new ActionRefused(
          row.state() == State.RUNNING
              ? "%s %s is running, so its handler has read the payload. Wait for the attempt to end, or cancel the job first."
                  .formatted(row.type(), row.id())
              : "%s %s is processed, so its payload tells what was done. Enqueue a new job instead."
                  .formatted(row.type(), row.id()));
    }
  }

  private static String bounded(String payload) {
    return ErrorText.fit(payload, Limit.ERROR);
  }
}

package io.asyncable.web.payload;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.job.JobRefused;
import io.asyncable.job.NamedJobs;
import io.asyncable.move.RecordRow;
import io.asyncable.operate.AuditedPayloads;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.record.GivenReason;
import io.asyncable.web.record.PermittedRecords;
import org.jspecify.annotations.Nullable;

/** Shows a user the payload of a job, and stores what the user makes of it. */
final class PayloadDesk {

  /** A job with its payload as JSON. */
  record Shown(RecordRow row, String payload) {}

  private final PermittedRecords records;
  private final NamedJobs payloads;
  private final AuditedPayloads edits;

  PayloadDesk(PermittedRecords records, NamedJobs payloads, AuditedPayloads edits) {
    this.records = records;
    this.payloads = payloads;
    this.edits = edits;
  }

  /**
   * The payload to edit.
   *
   * @throws UnknownRecord if there is no such type or job
   * @throws io.asyncable.access.Denied if the user may not edit it
   */
  Shown find(String typeName, String id, Viewer viewer) {
    RecordRow row = require(typeName, id, viewer);
    return payloads
        .payload(row.type(), row.id())
        .map(payload -> new Shown(row, payload))
        .orElseThrow(
            () ->
                new UnknownRecord(
                    "%s %s is no job, so it has no payload.".formatted(row.type(), row.id())));
  }

  private RecordRow require(String typeName, String id, Viewer viewer) {
    return records.require(Permission.EDIT_PAYLOAD, typeName, id, viewer).row();
  }

  /**
   * Replaces the payload.
   *
   * @throws RequestProblem if the job's handler could not take it
   * @throws io.asyncable.ActionRefused if the job's state does not allow it
   */
  void edit(
      Viewer viewer, Via via, String typeName, String id, String json, @Nullable String reason) {
    RecordRow row = require(typeName, id, viewer);
    Actor actor = new Actor(viewer.name(), via, GivenReason.bounded(reason));
    try {
      edits.edit(actor, row.type(), row.id(), json);
    } catch (JobRefused refused) {
      throw new RequestProblem(String.valueOf(refused.getMessage()));
    }
  }
}

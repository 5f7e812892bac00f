package io.asyncable.web.record;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.move.Act;
import io.asyncable.operate.AuditedActs;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** The records as JSON. */
@Api
@RequestMapping("/api")
class RecordApi {

  private final VisibleRecords records;
  private final PermittedRecords permitted;
  private final RecordDesk desk;
  private final AuditedActs acts;

  RecordApi(VisibleRecords records, PermittedRecords permitted, RecordDesk desk, AuditedActs acts) {
    this.records = records;
    this.permitted = permitted;
    this.desk = desk;
    this.acts = acts;
  }

  @GetMapping("/jobs")
  @Operation(summary = "List what is potentially stuck, or in one state, 50 records a page")
  @Requires(value = Permission.VIEW_LIST, own = true)
  RecordLines list(@ModelAttribute RecordFilter filter, Viewer viewer) {
    return records.page(filter, viewer);
  }

  @GetMapping("/jobs/{type}/{id}")
  @Operation(
      summary = "Show a record with its history, why it is where it is, and what happens next")
  @Requires(value = Permission.VIEW_RECORD, own = true)
  RecordView show(@PathVariable String type, @PathVariable String id, Viewer viewer) {
    return desk.find(type, id, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/restart")
  @Operation(summary = "Begin a new submission of a record")
  @Requires(Permission.RESTART)
  RecordView restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    return act(Act.RESTART, type, id, reason, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/begin")
  @Operation(summary = "Begin a scheduled record now instead of at its time")
  @Requires(Permission.RESTART)
  RecordView begin(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    return act(Act.BEGIN, type, id, reason, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/retry")
  @Operation(summary = "Make the next attempt of a waiting record begin now")
  @Requires(Permission.RETRY)
  RecordView retry(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    return act(Act.RETRY, type, id, reason, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/mark-processed")
  @Operation(summary = "Conclude a record whose work was done in another way; needs a reason")
  @Requires(Permission.MARK_PROCESSED)
  RecordView markProcessed(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    return act(Act.MARK_PROCESSED, type, id, reason, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  @Operation(summary = "Cancel a record")
  @Requires(Permission.CANCEL)
  RecordView cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    return act(Act.CANCEL, type, id, reason, viewer);
  }

  private RecordView act(
      Act act, String type, String id, @Nullable GivenReason body, Viewer viewer) {
    permitted.allow(act.permission(), type, id, viewer);
    String reason = GivenReason.of(act, body == null ? null : body.reason());
    if (!acts.act(act, new Actor(viewer.name(), Via.API, reason), type, id)) {
      throw new ActionRefused(Act.nothingChanged(type + " " + id));
    }
    return desk.find(type, id, viewer);
  }
}

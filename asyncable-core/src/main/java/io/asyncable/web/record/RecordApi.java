package io.asyncable.web.record;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
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

  private static Actor actor(Viewer viewer, @Nullable GivenReason reason) {
    return new Actor(viewer.name(), Via.API, GivenReason.of(reason));
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
    permitted.require(Permission.RESTART, type, id, viewer);
    acts.restart(actor(viewer, reason), type, id);
    return desk.find(type, id, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/begin")
  @Operation(summary = "Begin a scheduled record now instead of at its time")
  @Requires(Permission.RESTART)
  RecordView begin(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    permitted.require(Permission.RESTART, type, id, viewer);
    acts.beginNow(actor(viewer, reason), type, id);
    return desk.find(type, id, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/retry")
  @Operation(summary = "Make the next attempt of a waiting record begin now")
  @Requires(Permission.RETRY)
  RecordView retry(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    permitted.require(Permission.RETRY, type, id, viewer);
    acts.retryNow(actor(viewer, reason), type, id);
    return desk.find(type, id, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  @Operation(summary = "Cancel a record")
  @Requires(Permission.CANCEL)
  RecordView cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    permitted.require(Permission.CANCEL, type, id, viewer);
    if (!acts.cancel(actor(viewer, reason), type, id)) {
      throw new ActionRefused(
          "%s %s is already processed or canceled, so nothing has changed.".formatted(type, id));
    }
    return desk.find(type, id, viewer);
  }
}

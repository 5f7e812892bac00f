package io.asyncable.web.bulk;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.bulk.BulkPreview;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.asyncable.web.record.GivenReason;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Acting on many records, as JSON. */
@Api
@RequestMapping("/api/bulk")
class BulkApi {

  private final BulkDesk desk;
  private final VisibleBulkActions actions;

  BulkApi(BulkDesk desk, VisibleBulkActions actions) {
    this.desk = desk;
    this.actions = actions;
  }

  @PostMapping("/preview")
  @Operation(summary = "Count by type, age and error which records a bulk action would include")
  @Requires(Permission.BULK)
  BulkPreview preview(@RequestBody BulkSelection wanted, Viewer viewer) {
    return desk.preview(wanted, viewer);
  }

  @PostMapping
  @Operation(summary = "Begin a bulk action")
  @Requires(Permission.BULK)
  @ResponseStatus(HttpStatus.ACCEPTED)
  BulkView begin(@RequestBody BulkSelection wanted, Viewer viewer) {
    return actions.find(desk.begin(wanted, Via.API, viewer), null, 0, viewer);
  }

  @GetMapping
  @Operation(summary = "List the latest bulk actions, newest first")
  @Requires(Permission.BULK)
  Map<String, List<BulkLine>> list(Viewer viewer) {
    return Map.of("actions", actions.newest(viewer));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show the progress of a bulk action, with the outcome for each record")
  @Requires(Permission.BULK)
  BulkView show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(defaultValue = "0") long after,
      Viewer viewer) {
    return actions.find(id, outcome, after, viewer);
  }

  @PostMapping("/{id}/stop")
  @Operation(summary = "Stop a bulk action")
  @Requires(Permission.BULK)
  BulkView stop(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    desk.stop(id, new Actor(viewer.name(), Via.API, GivenReason.of(reason)), viewer);
    return actions.find(id, null, 0, viewer);
  }

  @PostMapping("/{id}/resume")
  @Operation(summary = "Resume a stopped bulk action in your own name")
  @Requires(Permission.BULK)
  BulkView resume(
      @PathVariable UUID id,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    desk.resume(id, new Actor(viewer.name(), Via.API, GivenReason.of(reason)), viewer);
    return actions.find(id, null, 0, viewer);
  }
}

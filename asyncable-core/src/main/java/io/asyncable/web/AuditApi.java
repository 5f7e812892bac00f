package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.AuditTrail.AuditPage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit as JSON. */
@Api
class AuditApi {

  private final AuditTrail trail;

  AuditApi(AuditTrail trail) {
    this.trail = trail;
  }

  @GetMapping("/api/audit")
  @Requires(Permission.VIEW_AUDIT)
  AuditPage show(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String record,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String page,
      Viewer viewer) {
    return trail.page(
        new AuditFilter(actor, action, type, record, from, until, page), viewer);
  }
}

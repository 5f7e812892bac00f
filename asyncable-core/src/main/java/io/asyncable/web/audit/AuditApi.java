package io.asyncable.web.audit;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.asyncable.web.audit.AuditTrail.AuditPage;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The audit as JSON. */
@Api
class AuditApi {

  private final AuditTrail trail;

  AuditApi(AuditTrail trail) {
    this.trail = trail;
  }

  @GetMapping("/api/audit")
  @Operation(summary = "List who did what, when and why, newest first")
  @Requires(Permission.VIEW_AUDIT)
  AuditPage show(@ModelAttribute AuditFilter filter, Viewer viewer) {
    return trail.page(filter, viewer);
  }
}

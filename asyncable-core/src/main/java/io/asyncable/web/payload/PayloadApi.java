package io.asyncable.web.payload;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Replaces payloads of jobs; a record's own JSON shows the present one. */
@Api
class PayloadApi {

  private final PayloadDesk desk;

  PayloadApi(PayloadDesk desk) {
    this.desk = desk;
  }

  /**
   * @param payload the body as it came: a tree of it would round long numbers
   */
  @PostMapping(path = "/api/jobs/{type}/{id}/payload", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Replace the payload of a job that is neither running nor processed")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(Permission.EDIT_PAYLOAD)
  void edit(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false)
          @Parameter(description = "Why the payload is replaced; the audit keeps it.")
          @Nullable String reason,
      @RequestBody(required = false) @Nullable String payload,
      Viewer viewer) {
    desk.edit(viewer, Via.API, type, id, payload == null ? "" : payload, reason);
  }
}

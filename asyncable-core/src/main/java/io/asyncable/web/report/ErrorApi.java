package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The groups of failures as JSON. */
@Api
@RequestMapping("/api/errors")
class ErrorApi {

  private final Errors errors;

  ErrorApi(Errors errors) {
    this.errors = errors;
  }

  @GetMapping
  @Operation(summary = "List the failures by their fingerprint")
  @Requires(Permission.VIEW_LIST)
  ErrorList list(@RequestParam(required = false) @Nullable String window, Viewer viewer) {
    return errors.list(Window.of(window, Window.OF_ERRORS), viewer);
  }

  @GetMapping("/{fingerprint}")
  @Operation(summary = "Show the failures of one fingerprint")
  @Requires(Permission.VIEW_LIST)
  ErrorDetail find(
      @PathVariable String fingerprint,
      @RequestParam(required = false) @Nullable String window,
      Viewer viewer) {
    return errors.find(fingerprint, Window.of(window, Window.OF_ERRORS), viewer);
  }

  /**
   * A new version of a playbook.
   *
   * @param read the version that the author has read; 0 if there was none
   * @param text in Markdown; empty to remove the playbook
   */
  record Written(int read, @Nullable String text) {}

  @PostMapping("/{fingerprint}/playbook")
  @Operation(summary = "Write what people should do about these failures")
  @Requires(Permission.EDIT_PLAYBOOK)
  ErrorDetail write(@PathVariable String fingerprint, @RequestBody Written given, Viewer viewer) {
    String text = given.text() == null ? "" : given.text();
    Actor author = new Actor(viewer.name(), Via.API, null);
    errors.write(author, fingerprint, given.read(), text, viewer);
    return errors.find(fingerprint, Window.of(null, Window.OF_ERRORS), viewer);
  }
}

package io.asyncable.web.audit;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.AuditEntry;
import io.asyncable.web.Api;
import io.asyncable.web.CsvFiles;
import io.asyncable.web.CsvFiles.Rows;
import io.asyncable.web.CsvFiles.Table;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The audit as a CSV file. */
@Api
class AuditCsv {

  private static final Table TABLE =
      new Table(
          "async-audit",
          "time",
          "actor",
          "via",
          "action",
          "type",
          "id",
          "target",
          "reason",
          "before",
          "after");

  private final AuditTrail trail;
  private final CsvFiles files;

  AuditCsv(AuditTrail trail, CsvFiles files) {
    this.trail = trail;
    this.files = files;
  }

  @GetMapping({"/jobs/audit.csv", "/api/audit.csv"})
  @Operation(summary = "Download who did what, when and why as CSV")
  @Requires(Permission.VIEW_AUDIT)
  void export(@ModelAttribute AuditFilter filter, Viewer viewer, HttpServletResponse answer)
      throws IOException {
    files.send(
        TABLE,
        rows -> trail.each(filter, viewer, entries -> entries.forEach(entry -> add(entry, rows))),
        answer);
  }

  private static void add(AuditEntry entry, Rows rows) {
    rows.add(
        entry.at(),
        entry.actor(),
        entry.via().name().toLowerCase(Locale.ROOT),
        entry.action(),
        entry.type(),
        entry.record(),
        entry.target(),
        entry.reason(),
        entry.before(),
        entry.after());
  }
}

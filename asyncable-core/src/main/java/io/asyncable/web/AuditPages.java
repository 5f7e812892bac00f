package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.AuditTrail.AuditPage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what, when, to what and why. */
@Page
class AuditPages {

  private static final String PATH = "/jobs/audit";
  private static final String CSV = "/jobs/audit.csv";

  private final AuditTrail trail;
  private final Clock clock;

  AuditPages(AuditTrail trail, Clock clock) {
    this.trail = trail;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Requires(Permission.VIEW_AUDIT)
  String show(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String record,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String page,
      Viewer viewer,
      Model model) {
    AuditFilter filter = new AuditFilter(actor, action, type, record, from, until, page);
    AuditPage found = trail.page(filter, viewer);
    model.addAttribute("filter", filter);
    model.addAttribute("entries", found.entries());
    model.addAttribute("actions", trail.actions());
    model.addAttribute("types", trail.types());
    model.addAttribute("first", filter.address(PATH, null));
    model.addAttribute("export", filter.address(CSV, null));
    if (found.next() != null) {
      model.addAttribute("next", filter.address(PATH, found.next()));
    }
    return "asyncable/audit";
  }

  @GetMapping(CSV)
  @Requires(Permission.VIEW_AUDIT)
  void export(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String record,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      Viewer viewer,
      HttpServletResponse answer)
      throws IOException {
    AuditFilter filter = new AuditFilter(actor, action, type, record, from, until, null);
    filter.search(null);
    trail.each(filter, viewer, AuditCsv.to(answer, clock)::write);
  }
}

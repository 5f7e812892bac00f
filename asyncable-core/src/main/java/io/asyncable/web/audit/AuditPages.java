package io.asyncable.web.audit;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.audit.AuditTrail.AuditPage;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The page of the audit: who did what, when and why. */
@Page
class AuditPages {

  private static final String PATH = "/jobs/audit";
  private static final String CSV = "/jobs/audit.csv";

  private final AuditTrail trail;

  AuditPages(AuditTrail trail) {
    this.trail = trail;
  }

  @GetMapping(PATH)
  @Requires(Permission.VIEW_AUDIT)
  @Section(title = "Audit", order = 10, menu = Menu.AUDIT)
  String show(
      @ModelAttribute("filter") AuditFilter filter,
      Viewer viewer,
      Model model,
      HttpServletResponse answer) {
    model.addAttribute("actions", trail.actions());
    model.addAttribute("types", trail.types(viewer));
    try {
      AuditPage found = trail.page(filter, viewer);
      model.addAttribute("entries", found.entries());
      model.addAttribute("first", filter.address(PATH, null));
      model.addAttribute("export", filter.address(CSV, null));
      if (found.next() != null) {
        model.addAttribute("next", filter.address(PATH, found.next()));
      }
    } catch (RequestProblem meaningless) {
      answer.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("problem", String.valueOf(meaningless.getMessage()));
    }
    return "asyncable/audit";
  }
}

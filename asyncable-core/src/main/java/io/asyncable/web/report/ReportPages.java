package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports as pages. */
@Page
class ReportPages {

  private final Reports reports;

  ReportPages(Reports reports) {
    this.reports = reports;
  }

  @GetMapping("/jobs/summary")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Summary", order = 20, menu = Menu.REPORTS)
  String summary(
      @RequestParam(required = false) @Nullable String days, Viewer viewer, Model model) {
    model.addAttribute("summary", reports.summary(Reports.days(days), viewer));
    return "asyncable/summary";
  }

  @GetMapping("/jobs/statistics")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Statistics", order = 30, menu = Menu.REPORTS)
  String statistics(
      @RequestParam(required = false) @Nullable String days, Viewer viewer, Model model) {
    model.addAttribute("report", reports.statistics(ReportApi.daysOrDefault(days), viewer));
    return "asyncable/statistics";
  }
}

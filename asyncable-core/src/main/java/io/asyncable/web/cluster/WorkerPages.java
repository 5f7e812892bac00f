package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the workers. */
@Page
class WorkerPages {

  private final Workers workers;

  WorkerPages(Workers workers) {
    this.workers = workers;
  }

  @GetMapping("/jobs/workers")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Workers", order = 20, menu = Menu.ENGINE)
  String list(Viewer viewer, Model model) {
    model.addAttribute("workers", workers.all(viewer));
    return "asyncable/workers";
  }
}

package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the engine's health. */
@Page
class HealthPages {

  private final Health health;

  HealthPages(Health health) {
    this.health = health;
  }

  @GetMapping("/jobs/health")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Health", order = 40, menu = Menu.ENGINE)
  String health(Viewer viewer, Model model) {
    model.addAttribute("health", health.of(viewer));
    return "asyncable/health";
  }
}

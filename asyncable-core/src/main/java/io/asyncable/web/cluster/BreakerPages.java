package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the circuit breakers. */
@Page
class BreakerPages {

  private final Breakers breakers;

  BreakerPages(Breakers breakers) {
    this.breakers = breakers;
  }

  @GetMapping("/jobs/breakers")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Breakers", order = 30, menu = Menu.ENGINE)
  String list(Viewer viewer, Model model) {
    model.addAttribute("breakers", breakers.all(viewer));
    return "asyncable/breakers";
  }
}

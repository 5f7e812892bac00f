package io.asyncable.test.depot;

import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Badge;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Page
class DepotPages {

  static final String VIEW_DEPOTS = "view-depots";

  private final Depots depots;

  DepotPages(Depots depots) {
    this.depots = depots;
  }

  @GetMapping("/jobs/depots")
  @Requires(VIEW_DEPOTS)
  @Section(title = "Depots", order = 15, menu = Menu.ENGINE, badge = Waiting.class)
  String list(Model model) {
    model.addAttribute("depots", depots.all());
    return "depots";
  }

  @GetMapping("/depots")
  @Requires(VIEW_DEPOTS)
  @Section(title = "All depots", order = 20)
  String elsewhere(Model model) {
    return list(model);
  }

  static class Waiting implements Badge {

    private final Depots depots;

    Waiting(Depots depots) {
      this.depots = depots;
    }

    @Override
    public String text(Viewer viewer) {
      return "[%d]".formatted(depots.all().size());
    }
  }
}

package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.record.LiveCounts;
import io.asyncable.web.record.RecordFilter;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The process types as pages. */
@Page
class TypePages {

  private final Types types;

  TypePages(Types types) {
    this.types = types;
  }

  @GetMapping("/jobs/types")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Types", order = 10, menu = Menu.REPORTS)
  String list(Viewer viewer, Model model) {
    model.addAttribute("types", types.list(viewer));
    model.addAttribute("states", LiveCounts.STATES.stream().map(RecordFilter::word).toList());
    return "asyncable/types";
  }

  @GetMapping("/jobs/types/{type}")
  @Requires(Permission.VIEW_LIST)
  String find(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String window,
      Viewer viewer,
      Model model) {
    model.addAttribute("detail", types.find(type, Window.of(window, Window.OF_TYPES), viewer));
    model.addAttribute("windows", Window.words(Window.OF_TYPES));
    return "asyncable/type";
  }
}

package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.move.Act;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The groups of failures as pages. */
@Page
class ErrorPages {

  private final Errors errors;

  ErrorPages(Errors errors) {
    this.errors = errors;
  }

  @GetMapping("/jobs/errors")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Errors", order = 20)
  String list(@RequestParam(required = false) @Nullable String window, Viewer viewer, Model model) {
    model.addAttribute("found", errors.list(Window.of(window, Window.OF_ERRORS), viewer));
    model.addAttribute("windows", Window.words(Window.OF_ERRORS));
    return "asyncable/errors";
  }

  @GetMapping("/jobs/errors/{fingerprint}")
  @Requires(Permission.VIEW_LIST)
  String find(
      @PathVariable String fingerprint,
      @RequestParam(required = false) @Nullable String window,
      Viewer viewer,
      Model model) {
    model.addAttribute("mayAct", viewer.may(Permission.BULK));
    model.addAttribute("bulkActs", Act.OF_MANY);
    model.addAttribute(
        "detail", errors.find(fingerprint, Window.of(window, Window.OF_ERRORS), viewer));
    model.addAttribute("windows", Window.words(Window.OF_ERRORS));
    return "asyncable/error-group";
  }
}

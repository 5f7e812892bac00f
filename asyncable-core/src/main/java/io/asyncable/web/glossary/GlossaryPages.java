package io.asyncable.web.glossary;

import io.asyncable.Permission;
import io.asyncable.explain.Glossary;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Explains the reasons of records; each reason on a page leads here. */
@Page
class GlossaryPages {

  @GetMapping("/jobs/glossary")
  @Requires(value = Permission.VIEW_LIST, own = true)
  @Section(title = "Glossary", order = 90, menu = Menu.JOBS)
  String show(Model model) {
    model.addAttribute("terms", Glossary.terms());
    return "asyncable/glossary";
  }
}

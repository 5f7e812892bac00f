package io.asyncable.web;

import io.asyncable.Permission;
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
  String list(Model model) {
    model.addAttribute("breakers", breakers.all());
    return "asyncable/breakers";
  }
}

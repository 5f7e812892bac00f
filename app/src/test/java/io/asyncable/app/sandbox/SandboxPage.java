package io.asyncable.app.sandbox;

import io.asyncable.web.section.Section;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that shows what the sandbox did and switches it; not for tests without the sandbox. */
@TestComponent
@Controller
final class SandboxPage {

  private final SandboxServices services;

  SandboxPage(SandboxServices services) {
    this.services = services;
  }

  @GetMapping("/sandbox")
  @Section(title = "Sandbox", order = 90)
  String show(Model model) {
    model.addAttribute("services", services.all());
    return "sandbox";
  }
}

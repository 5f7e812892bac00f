package io.asyncable.app.sandbox;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Lets the header of every page lead to the sandbox, where it runs. */
@ControllerAdvice
final class SandboxLink {

  @ModelAttribute("sandboxRuns")
  boolean runs() {
    return true;
  }
}

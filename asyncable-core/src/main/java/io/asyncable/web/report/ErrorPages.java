package io.asyncable.web.report;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.move.Act;
import io.asyncable.note.Markdown;
import io.asyncable.note.Note;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The groups of failures as pages. */
@Page
class ErrorPages {

  private final Errors errors;
  private final Markdown markdown;

  ErrorPages(Errors errors, Markdown markdown) {
    this.errors = errors;
    this.markdown = markdown;
  }

  @GetMapping("/jobs/errors")
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Errors", order = 10, menu = Menu.ERRORS)
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
    ErrorDetail detail = errors.find(fingerprint, Window.of(window, Window.OF_ERRORS), viewer);
    model.addAttribute("detail", detail);
    model.addAttribute("markdown", markdown);
    model.addAttribute("mayWrite", viewer.may(Permission.EDIT_PLAYBOOK));
    model.addAttribute("longestNote", Note.LONGEST);
    model.addAttribute("mayAct", viewer.may(Permission.BULK));
    model.addAttribute("bulkActs", Act.OF_MANY);
    model.addAttribute("windows", Window.words(Window.OF_ERRORS));
    return "asyncable/error-group";
  }

  /** Shows the page again with what was typed if it cannot be stored. */
  @PostMapping("/jobs/errors/{fingerprint}/playbook")
  @Requires(Permission.EDIT_PLAYBOOK)
  String write(
      @PathVariable String fingerprint,
      @RequestParam int read,
      @RequestParam(defaultValue = "") String text,
      Viewer viewer,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    try {
      errors.write(new Actor(viewer.name(), Via.PAGE, null), fingerprint, read, text, viewer);
    } catch (RequestProblem | ActionRefused refused) {
      model.addAttribute("problem", refused.getMessage());
      model.addAttribute("typed", text);
      response.setStatus(
          refused instanceof ActionRefused
              ? HttpServletResponse.SC_CONFLICT
              : HttpServletResponse.SC_BAD_REQUEST);
      return find(fingerprint, null, viewer, model);
    }
    redirect.addFlashAttribute("notice", "The playbook was saved.");
    redirect.addAttribute("fingerprint", fingerprint);
    return "redirect:/jobs/errors/{fingerprint}";
  }
}

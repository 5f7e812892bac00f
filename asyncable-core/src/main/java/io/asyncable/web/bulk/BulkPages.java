package io.asyncable.web.bulk;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Denied;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.record.GivenReason;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.CustomCollectionEditor;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of bulk actions: the preview, then the progress. */
@Page
class BulkPages {

  private static final String NOTICE = "notice";

  private final BulkDesk desk;
  private final VisibleBulkActions actions;

  BulkPages(BulkDesk desk, VisibleBulkActions actions) {
    this.desk = desk;
    this.actions = actions;
  }

  /** Keeps ids with commas whole: Spring would split the only value of a field at its commas. */
  @InitBinder
  void wholeTexts(WebDataBinder binder) {
    binder.registerCustomEditor(List.class, new CustomCollectionEditor(List.class));
  }

  /** A POST, although it changes nothing, because a selection may be too long for an address. */
  @PostMapping("/jobs/bulk/preview")
  @Requires(Permission.BULK)
  String preview(BulkSelection wanted, Viewer viewer, Model model, RedirectAttributes redirect) {
    try {
      model.addAttribute("preview", desk.preview(wanted, viewer));
      model.addAttribute("wanted", wanted);
      return "asyncable/bulk-preview";
    } catch (RequestProblem | Denied | UnknownRecord refused) {
      redirect.addFlashAttribute(NOTICE, refused.getMessage());
      redirect.addFlashAttribute("ticked", wanted.record());
      return "redirect:" + wanted.address();
    }
  }

  @PostMapping("/jobs/bulk")
  @Requires(Permission.BULK)
  String begin(
      BulkSelection wanted,
      Viewer viewer,
      Model model,
      HttpServletResponse answer,
      RedirectAttributes redirect) {
    try {
      UUID id = desk.begin(wanted, Via.PAGE, viewer);
      redirect.addFlashAttribute(
          NOTICE, "The bulk action was submitted. This page shows its progress.");
      return "redirect:/jobs/bulk/" + id;
    } catch (RequestProblem | Denied | UnknownRecord refused) {
      answer.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("sentence", refused.getMessage());
      return preview(wanted, viewer, model, redirect);
    }
  }

  @GetMapping("/jobs/bulk")
  @Requires(Permission.BULK)
  @Section(title = "Bulk actions", order = 20, menu = Menu.JOBS)
  String list(Viewer viewer, Model model) {
    model.addAttribute("actions", actions.newest(viewer));
    return "asyncable/bulk-list";
  }

  @GetMapping("/jobs/bulk/{id}")
  @Requires(Permission.BULK)
  String show(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(defaultValue = "0") long after,
      Viewer viewer,
      Model model) {
    model.addAttribute("bulk", actions.find(id, outcome, after, viewer));
    model.addAttribute("outcome", outcome);
    return "asyncable/bulk";
  }

  /** The fields of a form that stops or resumes an action. */
  record Typed(UUID id, @Nullable String reason) {}

  @PostMapping("/jobs/bulk/{id}/stop")
  @Requires(Permission.BULK)
  ModelAndView stop(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    return steer(
        typed,
        viewer,
        redirect,
        actor ->
            desk.stop(typed.id(), actor, viewer)
                ? "Stopped. Records that were processed stay processed."
                : "The bulk action had already ended.");
  }

  @PostMapping("/jobs/bulk/{id}/resume")
  @Requires(Permission.BULK)
  ModelAndView resume(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    return steer(
        typed,
        viewer,
        redirect,
        actor -> {
          desk.resume(typed.id(), actor, viewer);
          return "The bulk action continues with the remaining records.";
        });
  }

  /**
   * Shows the page again if the reason cannot be stored, and redirects with a notice if the
   * action's state refuses the act.
   */
  private ModelAndView steer(
      Typed typed, Viewer viewer, RedirectAttributes redirect, Function<Actor, String> act) {
    try {
      Actor actor = new Actor(viewer.name(), Via.PAGE, GivenReason.bounded(typed.reason()));
      redirect.addFlashAttribute(NOTICE, act.apply(actor));
    } catch (ActionRefused refused) {
      redirect.addFlashAttribute(NOTICE, refused.getMessage());
    } catch (RequestProblem refused) {
      ModelAndView page = new ModelAndView("asyncable/bulk", HttpStatus.BAD_REQUEST);
      page.addObject("bulk", actions.find(typed.id(), null, 0, viewer));
      return page.addObject("problem", refused.getMessage());
    }
    return new ModelAndView("redirect:/jobs/bulk/" + typed.id());
  }
}

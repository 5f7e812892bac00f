package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.act.AuditedActs;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The page of one record, and what people do to it. */
@Page
class JobPages {

  private static final String NOTICE = "notice";

  private final Jobs jobs;
  private final AuditedActs acts;

  JobPages(Jobs jobs, AuditedActs acts) {
    this.jobs = jobs;
    this.acts = acts;
  }

  @GetMapping({"/jobs/{type}/{id}", "/asyncable_jobs/{type}/jobs/{id}"})
  @Requires(value = Permission.VIEW_RECORD, own = true)
  String show(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String list,
      Viewer viewer,
      Model model) {
    JobFilter filter = JobFilter.ofQuery(list);
    model.addAttribute("filter", filter);
    model.addAttribute("back", filter.address());
    model.addAttribute("detail", jobs.find(type, id, viewer));
    return "asyncable/job";
  }

  @PostMapping("/jobs/{type}/{id}/restart")
  @Requires(Permission.RESTART)
  String restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return act(
        redirect,
        back,
        type,
        id,
        () -> {
          jobs.require(Permission.RESTART, type, id, viewer);
          acts.restart(actor(viewer, reason), type, id);
          return "Restarted %s %s.".formatted(type, id);
        });
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  @Requires(Permission.CANCEL)
  String cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return act(
        redirect,
        back,
        type,
        id,
        () -> {
          jobs.require(Permission.CANCEL, type, id, viewer);
          return acts.cancel(actor(viewer, reason), type, id)
              ? "Canceled %s %s.".formatted(type, id)
              : "%s %s was already processed or canceled and stays as it is.".formatted(type, id);
        });
  }

  private static Actor actor(Viewer viewer, @Nullable String reason) {
    return new Actor(viewer.name(), Via.PAGE, Reason.bounded(reason));
  }

  /**
   * Where a form came from: the list with its filter, or the record's own page.
   *
   * @param list the query of the list's address
   */
  record Return(@Nullable String from, @Nullable String list) {

    String address(String type, String id) {
      return "detail".equals(from)
          ? UriComponentsBuilder.fromPath("/jobs/{type}/{id}")
              .encode()
              .buildAndExpand(type, id)
              .toUriString()
          : JobFilter.ofQuery(list).address();
    }
  }

  private interface Act {
    String done();
  }

  private static String act(
      RedirectAttributes redirect, Return back, String type, String id, Act act) {
    try {
      redirect.addFlashAttribute(NOTICE, act.done());
    } catch (ActionRefused | RequestProblem refused) {
      redirect.addFlashAttribute(NOTICE, refused.getMessage());
    }
    return "redirect:" + back.address(type, id);
  }
}

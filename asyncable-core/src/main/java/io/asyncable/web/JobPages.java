package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.UnknownRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages under {@code /jobs}. */
@Controller
class JobPages {

  private static final String NOTICE = "notice";

  private final Jobs jobs;
  private final String layout;

  JobPages(Jobs jobs, String layout) {
    this.jobs = jobs;
    this.layout = layout;
  }

  @ModelAttribute
  void everywhere(Model model) {
    model.addAttribute("layout", layout);
    model.addAttribute("times", Times.UTC);
  }

  @GetMapping("/jobs")
  String list(
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String page,
      @Nullable Principal user,
      Model model) {
    JobFilter filter = new JobFilter(type, state, page);
    JobPage found = jobs.page(filter, user);
    model.addAttribute("filter", filter);
    model.addAttribute("found", found);
    model.addAttribute("types", jobs.types());
    model.addAttribute("states", JobFilter.STATES.stream().map(JobFilter::word).toList());
    model.addAttribute("first", new JobFilter(type, state, null).address());
    if (found.next() != null) {
      model.addAttribute("next", new JobFilter(type, state, found.next()).address());
    }
    return "asyncable/jobs";
  }

  /** The address under which Caseflow's users know the list of a type. */
  @GetMapping("/asyncable_jobs/{type}/jobs")
  String listOfType(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String page,
      @Nullable Principal user,
      Model model) {
    return list(type, state, page, user, model);
  }

  @GetMapping({"/jobs/{type}/{id}", "/asyncable_jobs/{type}/jobs/{id}"})
  String show(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String listType,
      @RequestParam(required = false) @Nullable String listState,
      @RequestParam(required = false) @Nullable String listPage,
      @Nullable Principal user,
      Model model) {
    JobFilter filter = new JobFilter(listType, listState, listPage);
    model.addAttribute("filter", filter);
    model.addAttribute("back", filter.address());
    model.addAttribute("detail", jobs.find(type, id, user));
    return "asyncable/job";
  }

  @PostMapping("/jobs/{type}/{id}/restart")
  String restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      @Nullable Principal user,
      RedirectAttributes redirect) {
    return act(
        redirect,
        back,
        type,
        id,
        () -> {
          jobs.restart(type, id, user, reason);
          return "Restarted %s %s.".formatted(type, id);
        });
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  String cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      @Nullable Principal user,
      RedirectAttributes redirect) {
    return act(
        redirect,
        back,
        type,
        id,
        () ->
            jobs.cancel(type, id, user, reason)
                ? "Canceled %s %s.".formatted(type, id)
                : "%s %s was already processed or canceled and stays as it is."
                    .formatted(type, id));
  }

  /** Where a form came from: the list with its filter, or the record's own page. */
  record Return(
      @Nullable String from,
      @Nullable String listType,
      @Nullable String listState,
      @Nullable String listPage) {

    String address(String type, String id) {
      JobFilter filter = new JobFilter(listType, listState, listPage);
      return "detail".equals(from)
          ? UriComponentsBuilder.fromPath("/jobs/{type}/{id}")
              .encode()
              .buildAndExpand(type, id)
              .toUriString()
          : filter.address();
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

  @ExceptionHandler({UnknownRecord.class, RequestProblem.class})
  String missing(RuntimeException problem, RedirectAttributes redirect) {
    redirect.addFlashAttribute(NOTICE, problem.getMessage());
    return "redirect:/jobs";
  }

  @ExceptionHandler
  String denied(Denied denied, Model model, HttpServletResponse response) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage(), model, response);
  }

  @ExceptionHandler
  String database(RuntimeException failure, Model model, HttpServletResponse response) {
    if (DatabaseAway.isReason(failure)) {
      return problem(HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.SENTENCE, model, response);
    }
    throw failure;
  }

  private String problem(
      HttpStatus status, @Nullable String sentence, Model model, HttpServletResponse response) {
    response.setStatus(status.value());
    everywhere(model);
    model.addAttribute("sentence", sentence);
    return "asyncable/problem";
  }
}

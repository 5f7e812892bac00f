package io.asyncable.web.schedule;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.operate.AuditedSchedules;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.record.GivenReason;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of the schedules. */
@Page
@RequestMapping("/jobs/schedules")
class SchedulePages {

  private final ScheduleViews views;
  private final AuditedSchedules acts;

  SchedulePages(ScheduleViews views, AuditedSchedules acts) {
    this.views = views;
    this.acts = acts;
  }

  /** The fields of a form, which the page shows again if one is invalid. */
  record Typed(String schedule, @Nullable String reason) {}

  @GetMapping
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Schedules", order = 35, menu = Menu.ENGINE)
  ModelAndView list(Viewer viewer) {
    return new ModelAndView("asyncable/schedules", "schedules", views.all(viewer));
  }

  @PostMapping("/{schedule}/pause")
  @Requires(Permission.RUN_SCHEDULE)
  ModelAndView pause(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    String name = typed.schedule();
    return act(
        typed,
        viewer,
        redirect,
        actor -> {
          if (actor.reason() == null) {
            throw new RequestProblem("Write why you pause the schedule %s.".formatted(name));
          }
          return acts.pause(actor, name)
              ? "Paused the schedule %s. Its jobs that are enqueued go on.".formatted(name)
              : "The schedule %s was already paused, so nothing has changed.".formatted(name);
        });
  }

  @PostMapping("/{schedule}/resume")
  @Requires(Permission.RUN_SCHEDULE)
  ModelAndView resume(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    String name = typed.schedule();
    return act(
        typed,
        viewer,
        redirect,
        actor ->
            acts.resume(actor, name)
                ? "Resumed the schedule %s with its next slot.".formatted(name)
                : "The schedule %s was not paused.".formatted(name));
  }

  @PostMapping("/{schedule}/run")
  @Requires(Permission.RUN_SCHEDULE)
  ModelAndView run(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    String name = typed.schedule();
    return act(
        typed,
        viewer,
        redirect,
        actor -> {
          acts.runNow(actor, name);
          return "Enqueued the job of the schedule %s.".formatted(name);
        });
  }

  private ModelAndView act(
      Typed typed, Viewer viewer, RedirectAttributes redirect, Function<Actor, String> act) {
    views.of(typed.schedule(), viewer);
    String notice;
    try {
      notice = act.apply(new Actor(viewer.name(), Via.PAGE, GivenReason.bounded(typed.reason())));
    } catch (RequestProblem refused) {
      ModelAndView page = list(viewer);
      page.setStatus(HttpStatus.BAD_REQUEST);
      page.addObject("problem", refused.getMessage());
      return page.addObject("typed", typed);
    }
    redirect.addFlashAttribute("notice", notice);
    return new ModelAndView("redirect:/jobs/schedules");
  }
}

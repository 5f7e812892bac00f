package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
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

/** The page of the queues. */
@Page
@RequestMapping("/jobs/queues")
class QueuePages {

  private final Queues queues;

  QueuePages(Queues queues) {
    this.queues = queues;
  }

  /** The fields of a form, which the page shows again if one is invalid. */
  record Typed(String queue, @Nullable String reason) {}

  @GetMapping
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Queues", order = 10, menu = Menu.ENGINE)
  ModelAndView list(Viewer viewer) {
    return new ModelAndView("asyncable/queues", "queues", queues.all(viewer));
  }

  @PostMapping("/{queue}/pause")
  @Requires(Permission.PAUSE)
  ModelAndView pause(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    String queue = typed.queue();
    return act(
        typed,
        viewer,
        redirect,
        actor ->
            queues.pause(queue, actor, viewer)
                ? "Paused the queue %s. Running attempts finish.".formatted(queue)
                : "The queue %s was already paused, so nothing has changed.".formatted(queue));
  }

  @PostMapping("/{queue}/resume")
  @Requires(Permission.PAUSE)
  ModelAndView resume(
      @ModelAttribute("typed") Typed typed, Viewer viewer, RedirectAttributes redirect) {
    String queue = typed.queue();
    return act(
        typed,
        viewer,
        redirect,
        actor ->
            queues.resume(queue, actor, viewer)
                ? "Resumed the queue %s.".formatted(queue)
                : "The queue %s was not paused.".formatted(queue));
  }

  private ModelAndView act(
      Typed typed, Viewer viewer, RedirectAttributes redirect, Function<Actor, String> act) {
    Actor actor;
    try {
      actor = new Actor(viewer.name(), Via.PAGE, GivenReason.bounded(typed.reason()));
    } catch (RequestProblem tooLong) {
      ModelAndView page = list(viewer);
      page.setStatus(HttpStatus.BAD_REQUEST);
      page.addObject("problem", tooLong.getMessage());
      return page.addObject("typed", typed);
    }
    redirect.addFlashAttribute("notice", act.apply(actor));
    return new ModelAndView("redirect:/jobs/queues");
  }
}

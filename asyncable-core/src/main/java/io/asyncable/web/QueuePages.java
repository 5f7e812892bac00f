package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of the queues. */
@Page
@RequestMapping("/jobs/queues")
class QueuePages {

  private final Queues queues;

  QueuePages(Queues queues) {
    this.queues = queues;
  }

  /** A form as it was sent, for the page that says what is wrong with it. */
  record Typed(String queue, @Nullable String reason) {}

  @GetMapping
  @Requires(Permission.VIEW_LIST)
  String list(Viewer viewer, Model model) {
    model.addAttribute("queues", queues.all(viewer));
    return "asyncable/queues";
  }

  @PostMapping("/{queue}/pause")
  @Requires(Permission.PAUSE)
  String pause(
      @PathVariable String queue,
      @RequestParam(required = false) @Nullable String reason,
      Viewer viewer,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse answer) {
    return act(
        new Typed(queue, reason),
        viewer,
        model,
        redirect,
        answer,
        actor ->
            queues.pause(queue, actor)
                ? "Paused the queue %s. What is running finishes.".formatted(queue)
                : "The queue %s was paused already and stays as it is.".formatted(queue));
  }

  @PostMapping("/{queue}/resume")
  @Requires(Permission.PAUSE)
  String resume(
      @PathVariable String queue,
      @RequestParam(required = false) @Nullable String reason,
      Viewer viewer,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse answer) {
    return act(
        new Typed(queue, reason),
        viewer,
        model,
        redirect,
        answer,
        actor ->
            queues.resume(queue, actor)
                ? "The queue %s goes on.".formatted(queue)
                : "The queue %s was not paused.".formatted(queue));
  }

  private String act(
      Typed typed,
      Viewer viewer,
      Model model,
      RedirectAttributes redirect,
      HttpServletResponse answer,
      Function<Actor, String> act) {
    Actor actor;
    try {
      actor = new Actor(viewer.name(), Via.PAGE, Reason.bounded(typed.reason()));
    } catch (RequestProblem tooLong) {
      answer.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("problem", tooLong.getMessage());
      model.addAttribute("typed", typed);
      return list(viewer, model);
    }
    redirect.addFlashAttribute("notice", act.apply(actor));
    return "redirect:/jobs/queues";
  }
}

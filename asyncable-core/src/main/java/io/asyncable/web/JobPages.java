package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.act.AuditedActs;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages under {@code /jobs}. */
@Page
class JobPages {

  private static final String NOTICE = "notice";

  private final Jobs jobs;
  private final AuditedActs acts;
  private final RecordSheet sheet;

  JobPages(Jobs jobs, AuditedActs acts, RecordSheet sheet) {
    this.jobs = jobs;
    this.acts = acts;
    this.sheet = sheet;
  }

  @GetMapping("/jobs")
  @Requires(value = Permission.VIEW_LIST, own = true)
  String list(
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String page,
      Viewer viewer,
      Model model) {
    JobFilter filter = new JobFilter(type, state, page);
    JobPage found = jobs.page(filter, viewer);
    model.addAttribute("filter", filter);
    model.addAttribute("found", found);
    model.addAttribute("types", jobs.types(viewer));
    model.addAttribute("states", JobFilter.STATES.stream().map(JobFilter::word).toList());
    model.addAttribute("first", new JobFilter(type, state, null).address());
    if (found.next() != null) {
      model.addAttribute("next", new JobFilter(type, state, found.next()).address());
    }
    return "asyncable/jobs";
  }

  /** The address under which Caseflow's users know the list of a type. */
  @GetMapping("/asyncable_jobs/{type}/jobs")
  @Requires(value = Permission.VIEW_LIST, own = true)
  String listOfType(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String page,
      Viewer viewer,
      Model model) {
    return list(type, state, page, viewer, model);
  }

  @GetMapping({"/jobs/{type}/{id}", "/asyncable_jobs/{type}/jobs/{id}"})
  @Requires(value = Permission.VIEW_RECORD, own = true)
  ModelAndView show(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String listType,
      @RequestParam(required = false) @Nullable String listState,
      @RequestParam(required = false) @Nullable String listPage,
      Viewer viewer) {
    JobFilter list = new JobFilter(listType, listState, listPage);
    return sheet.show(new RecordSheet.Request(type, id, list, viewer));
  }

  @PostMapping("/jobs/{type}/{id}/restart")
  @Requires(Permission.RESTART)
  ModelAndView restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    Act act =
        actor -> {
          acts.restart(actor, type, id);
          return "Restarted %s %s.".formatted(type, id);
        };
    return done(new Request(Permission.RESTART, type, id, reason, back), act, viewer, redirect);
  }

  @PostMapping("/jobs/{type}/{id}/retry")
  @Requires(Permission.RETRY)
  ModelAndView retry(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    Act act =
        actor -> {
          acts.retryNow(actor, type, id);
          return "The next attempt of %s %s is due now.".formatted(type, id);
        };
    return done(new Request(Permission.RETRY, type, id, reason, back), act, viewer, redirect);
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  @Requires(Permission.CANCEL)
  ModelAndView cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    Act act =
        actor ->
            acts.cancel(actor, type, id)
                ? "Canceled %s %s.".formatted(type, id)
                : "%s %s was already processed or canceled and stays as it is.".formatted(type, id);
    return done(new Request(Permission.CANCEL, type, id, reason, back), act, viewer, redirect);
  }

  /** What somebody wants done to a record. */
  private record Request(
      Permission permission, String type, String id, @Nullable String reason, Return back) {}

  /** Does it in the actor's name and says what was done. */
  private interface Act {
    String by(Actor actor);
  }

  /** A reason that cannot be kept is shown again; what the record's state refuses is a notice. */
  private ModelAndView done(Request request, Act act, Viewer viewer, RedirectAttributes redirect) {
    jobs.require(request.permission, request.type, request.id, viewer);
    try {
      Actor actor = new Actor(viewer.name(), Via.PAGE, Reason.bounded(request.reason));
      redirect.addFlashAttribute(NOTICE, act.by(actor));
    } catch (ActionRefused refused) {
      redirect.addFlashAttribute(NOTICE, refused.getMessage());
    } catch (RequestProblem refused) {
      RecordSheet.Request page =
          new RecordSheet.Request(request.type, request.id, request.back.filter(), viewer);
      return sheet.show(page, request.permission, request.reason, refused);
    }
    return new ModelAndView("redirect:" + request.back.address(request.type, request.id));
  }

  /** Where a form came from: the list with its filter, or the record's own page. */
  record Return(
      @Nullable String from,
      @Nullable String listType,
      @Nullable String listState,
      @Nullable String listPage) {

    String address(String type, String id) {
      return "detail".equals(from) ? record(type, id) : filter().address();
    }

    JobFilter filter() {
      return new JobFilter(listType, listState, listPage);
    }

    /** The record's own page, from which the list with its filter is still a click away. */
    String record(String type, String id) {
      Map<String, String> list = new LinkedHashMap<>();
      put(list, "listType", listType);
      put(list, "listState", listState);
      put(list, "listPage", listPage);
      UriComponentsBuilder address =
          UriComponentsBuilder.fromPath("/jobs/{type}/{id}")
              .uriVariables(Map.of("type", Segment.ENCODER.of(type), "id", Segment.ENCODER.of(id)));
      list.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
      return address.encode().buildAndExpand(list).toUriString();
    }

    private static void put(Map<String, String> list, String name, @Nullable String value) {
      if (value != null) {
        list.put(name, value);
      }
    }
  }
}

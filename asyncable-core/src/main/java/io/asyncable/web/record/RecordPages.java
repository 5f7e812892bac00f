package io.asyncable.web.record;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.move.Act;
import io.asyncable.move.RecordRow;
import io.asyncable.operate.AuditedActs;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.Segment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The page of one record, and what people do to it. */
@Page
public class RecordPages {

  private static final String NOTICE = "notice";

  private final PermittedRecords records;
  private final AuditedActs acts;
  private final RecordSheet sheet;

  RecordPages(PermittedRecords records, AuditedActs acts, RecordSheet sheet) {
    this.records = records;
    this.acts = acts;
    this.sheet = sheet;
  }

  @GetMapping({"/jobs/{type}/{id}", "/asyncable_jobs/{type}/jobs/{id}"})
  @Requires(value = Permission.VIEW_RECORD, own = true)
  ModelAndView show(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String list,
      Viewer viewer) {
    return sheet.show(new RecordSheet.Request(type, id, RecordFilter.ofQuery(list), viewer));
  }

  @GetMapping("/jobs/{type}/{id}/restart")
  @Requires(Permission.RESTART)
  ModelAndView askRestart(
      @PathVariable String type,
      @PathVariable String id,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return ask(Act.RESTART, new Request(type, id, null, back), viewer, redirect);
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
    return act(Act.RESTART, new Request(type, id, reason, back), viewer, redirect);
  }

  @GetMapping("/jobs/{type}/{id}/begin")
  @Requires(Permission.RESTART)
  ModelAndView askBegin(
      @PathVariable String type,
      @PathVariable String id,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return ask(Act.BEGIN, new Request(type, id, null, back), viewer, redirect);
  }

  @PostMapping("/jobs/{type}/{id}/begin")
  @Requires(Permission.RESTART)
  ModelAndView begin(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return act(Act.BEGIN, new Request(type, id, reason, back), viewer, redirect);
  }

  @GetMapping("/jobs/{type}/{id}/retry")
  @Requires(Permission.RETRY)
  ModelAndView askRetry(
      @PathVariable String type,
      @PathVariable String id,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return ask(Act.RETRY, new Request(type, id, null, back), viewer, redirect);
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
    return act(Act.RETRY, new Request(type, id, reason, back), viewer, redirect);
  }

  @GetMapping("/jobs/{type}/{id}/mark-processed")
  @Requires(Permission.MARK_PROCESSED)
  ModelAndView askMarkProcessed(
      @PathVariable String type,
      @PathVariable String id,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return ask(Act.MARK_PROCESSED, new Request(type, id, null, back), viewer, redirect);
  }

  @PostMapping("/jobs/{type}/{id}/mark-processed")
  @Requires(Permission.MARK_PROCESSED)
  ModelAndView markProcessed(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return act(Act.MARK_PROCESSED, new Request(type, id, reason, back), viewer, redirect);
  }

  @GetMapping("/jobs/{type}/{id}/cancel")
  @Requires(Permission.CANCEL)
  ModelAndView askCancel(
      @PathVariable String type,
      @PathVariable String id,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    return ask(Act.CANCEL, new Request(type, id, null, back), viewer, redirect);
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
    return act(Act.CANCEL, new Request(type, id, reason, back), viewer, redirect);
  }

  /** The record that somebody wants to act on, and why. */
  private record Request(String type, String id, @Nullable String reason, Return back) {}

  /**
   * Asks on a page of its own before an act, which works without scripts. If the record's state
   * refuses the act, redirects with a notice.
   */
  private ModelAndView ask(Act act, Request request, Viewer viewer, RedirectAttributes redirect) {
    RecordRow row = records.require(act.permission(), request.type, request.id, viewer).row();
    if (!act.isPossible(row)) {
      redirect.addFlashAttribute(NOTICE, act.refusal(request.type + " " + request.id, row.state()));
      return new ModelAndView("redirect:" + request.back.address(request.type, request.id));
    }
    return sheet.ask(page(request, viewer), act, request.back);
  }

  private static RecordSheet.Request page(Request request, Viewer viewer) {
    return new RecordSheet.Request(request.type, request.id, request.back.filter(), viewer);
  }

  /** Asks again if the reason cannot be stored; otherwise redirects with a notice. */
  private ModelAndView act(Act act, Request request, Viewer viewer, RedirectAttributes redirect) {
    RecordSheet.Request page = page(request, viewer);
    records.allow(act.permission(), request.type, request.id, viewer);
    try {
      Actor actor = new Actor(viewer.name(), Via.PAGE, GivenReason.of(act, request.reason));
      boolean done = acts.act(act, actor, request.type, request.id);
      String record = request.type + " " + request.id;
      redirect.addFlashAttribute(NOTICE, done ? act.done(record) : Act.nothingChanged(record));
    } catch (ActionRefused refused) {
      redirect.addFlashAttribute(NOTICE, refused.getMessage());
    } catch (RequestProblem refused) {
      return sheet.askAgain(page, act, request.back, request.reason, refused);
    }
    return new ModelAndView("redirect:" + request.back.address(request.type, request.id));
  }

  /**
   * Where a form came from: the list with its filter, or the record's own page.
   *
   * @param list the query of the list's address
   */
  public record Return(@Nullable String from, @Nullable String list) {

    String address(String type, String id) {
      return isRecord() ? record(type, id) : filter().address();
    }

    boolean isRecord() {
      return "detail".equals(from);
    }

    public RecordFilter filter() {
      return RecordFilter.ofQuery(list);
    }

    /** The record's own page, from which the list with its filter is still a click away. */
    public String record(String type, String id) {
      UriComponentsBuilder address = UriComponentsBuilder.fromPath("/jobs/{type}/{id}");
      String query = filter().query();
      if (!query.isEmpty()) {
        address.queryParam("list", "{list}");
      }
      Map<String, String> values = new HashMap<>();
      values.put("type", Segment.ENCODER.of(type));
      values.put("id", Segment.ENCODER.of(id));
      values.put("list", query);
      return address.encode().buildAndExpand(values).toUriString();
    }
  }
}

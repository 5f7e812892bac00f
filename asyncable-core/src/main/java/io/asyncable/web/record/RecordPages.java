package io.asyncable.web.record;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.operate.AuditedActs;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.Segment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
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

  @PostMapping("/jobs/{type}/{id}/restart")
  @Requires(Permission.RESTART)
  ModelAndView restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    Function<Actor, String> act =
        actor -> {
          acts.restart(actor, type, id);
          return "Restarted %s %s.".formatted(type, id);
        };
    return done(new Request(Permission.RESTART, type, id, reason, back), act, viewer, redirect);
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
    Function<Actor, String> act =
        actor -> {
          acts.beginNow(actor, type, id);
          return "%s %s begins now, before its time.".formatted(type, id);
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
    Function<Actor, String> act =
        actor -> {
          acts.retryNow(actor, type, id);
          return "The next attempt of %s %s is due now. Its reason shows whether something else still holds it back."
              .formatted(type, id);
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
    Function<Actor, String> act =
        actor ->
            acts.cancel(actor, type, id)
                ? "Canceled %s %s.".formatted(type, id)
                : "%s %s was already processed or canceled, so nothing has changed."
                    .formatted(type, id);
    return done(new Request(Permission.CANCEL, type, id, reason, back), act, viewer, redirect);
  }

  /** What somebody wants done to a record. */
  private record Request(
      String permission, String type, String id, @Nullable String reason, Return back) {}

  /**
   * Shows the page again if the reason cannot be stored, and redirects with a notice if the
   * record's state refuses the act.
   */
  private ModelAndView done(
      Request request, Function<Actor, String> act, Viewer viewer, RedirectAttributes redirect) {
    RecordFilter list = request.back.filter();
    records.require(request.permission, request.type, request.id, viewer);
    try {
      Actor actor = new Actor(viewer.name(), Via.PAGE, GivenReason.bounded(request.reason));
      redirect.addFlashAttribute(NOTICE, act.apply(actor));
    } catch (ActionRefused refused) {
      redirect.addFlashAttribute(NOTICE, refused.getMessage());
    } catch (RequestProblem refused) {
      RecordSheet.Request page = new RecordSheet.Request(request.type, request.id, list, viewer);
      return sheet.show(page, request.reason, refused);
    }
    return new ModelAndView("redirect:" + request.back.address(request.type, request.id));
  }

  /**
   * Where a form came from: the list with its filter, or the record's own page.
   *
   * @param list the query of the list's address
   */
  record Return(@Nullable String from, @Nullable String list) {

    String address(String type, String id) {
      return "detail".equals(from) ? record(type, id) : filter().address();
    }

    RecordFilter filter() {
      return RecordFilter.ofQuery(list);
    }

    /** The record's own page, from which the list with its filter is still a click away. */
    String record(String type, String id) {
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

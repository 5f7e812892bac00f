package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Descriptions.Fact;
import io.asyncable.explain.EngineHealth;
import io.asyncable.explain.Situation;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.type.ProcessType;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import io.asyncable.worker.EngineClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The list of potentially stuck records. */
@Page
class RecordListPages {

  private final VisibleRecords records;
  private final LiveCounts live;
  private final VisibleTypes types;
  private final EngineHealth health;
  private final TypeStatistics statistics;
  private final EngineClock clock;

  RecordListPages(
      VisibleRecords records,
      LiveCounts live,
      VisibleTypes types,
      EngineHealth health,
      TypeStatistics statistics,
      EngineClock clock) {
    this.records = records;
    this.live = live;
    this.types = types;
    this.health = health;
    this.statistics = statistics;
    this.clock = clock;
  }

  /** The second address is the one under which Caseflow's users know the list of a type. */
  @GetMapping({"/jobs", "/asyncable_jobs/{type}/jobs"})
  @Requires(value = Permission.VIEW_LIST, own = true)
  @Section(title = "Records", order = 10, menu = Menu.JOBS)
  String list(
      @ModelAttribute("filter") RecordFilter filter,
      Viewer viewer,
      Model model,
      HttpServletRequest request,
      HttpServletResponse answer) {
    model.addAttribute("context", request.getContextPath());
    model.addAttribute("now", clock.instant());
    model.addAttribute("bulk", viewer.may(Permission.BULK));
    addChoices(viewer, model);
    Situation situation = health.situation();
    addEngine(viewer, situation, model);
    try {
      RecordListView list = records.list(filter, viewer, situation);
      RecordLines found = list.page();
      model.addAttribute("totals", list.totals());
      model.addAttribute("groups", list.groups());
      model.addAttribute("found", found);
      model.addAttribute("bulkActs", filter.bulkActs());
      model.addAttribute("first", filter.page(null));
      if (found.next() != null) {
        model.addAttribute("next", filter.page(found.next()));
      }
    } catch (RequestProblem meaningless) {
      refuse(HttpStatus.BAD_REQUEST, meaningless, viewer, model, answer);
    } catch (UnknownRecord unknown) {
      refuse(HttpStatus.NOT_FOUND, unknown, viewer, model, answer);
    }
    return "asyncable/jobs";
  }

  /** What the filter can be set to, and which of its fields can matter to the user at all. */
  private void addChoices(Viewer viewer, Model model) {
    model.addAttribute("types", records.types(viewer));
    model.addAttribute("states", RecordFilter.STATES.stream().map(RecordFilter::word).toList());
    model.addAttribute("queues", records.queues(viewer));
    model.addAttribute("reasons", RecordFilter.reasons());
    model.addAttribute("sorts", RecordFilter.SORTS.keySet());
    model.addAttribute("tenants", records.has(Fact.TENANT, viewer));
    model.addAttribute("subjects", records.has(Fact.SUBJECT, viewer));
    model.addAttribute(
        "users", !types.of(viewer).isEmpty() && records.has(Fact.SUBMITTED_BY, viewer));
  }

  /**
   * What holds records back, and what was done in the last hour. Users who see only their own
   * records are told neither.
   */
  private void addEngine(Viewer viewer, Situation situation, Model model) {
    List<ProcessType> visible = types.of(viewer);
    if (!visible.isEmpty()) {
      model.addAttribute("causes", health.holdingBack(visible, situation));
      model.addAttribute("hour", statistics.lastHour(visible));
      model.addAttribute("mayPause", viewer.may(Permission.PAUSE));
    }
  }

  /** The page shows the typed values again. */
  private void refuse(
      HttpStatus status,
      RuntimeException problem,
      Viewer viewer,
      Model model,
      HttpServletResponse answer) {
    answer.setStatus(status.value());
    model.addAttribute("totals", live.totals(viewer, clock.instant()));
    model.addAttribute("problem", String.valueOf(problem.getMessage()));
  }
}

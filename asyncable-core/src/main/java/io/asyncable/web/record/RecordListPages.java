package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import io.asyncable.worker.EngineClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The list of potentially stuck records. */
@Page
class RecordListPages {

  private final VisibleRecords records;
  private final LiveCounts live;
  private final EngineClock clock;

  RecordListPages(VisibleRecords records, LiveCounts live, EngineClock clock) {
    this.records = records;
    this.live = live;
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
    model.addAttribute("types", records.types(viewer));
    model.addAttribute("states", RecordFilter.STATES.stream().map(RecordFilter::word).toList());
    model.addAttribute("queues", records.queues(viewer));
    model.addAttribute("reasons", RecordFilter.reasons());
    model.addAttribute("bulk", viewer.may(Permission.BULK));
    model.addAttribute("sorts", RecordFilter.SORTS.keySet());
    try {
      RecordListView list = records.list(filter, viewer);
      RecordLines found = list.page();
      model.addAttribute("totals", list.totals());
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

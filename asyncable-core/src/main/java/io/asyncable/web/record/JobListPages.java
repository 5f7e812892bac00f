package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The list of what is potentially stuck. */
@Page
class JobListPages {

  private final Jobs jobs;
  private final LiveCounts live;
  private final Clock clock;

  JobListPages(Jobs jobs, LiveCounts live, Clock clock) {
    this.jobs = jobs;
    this.live = live;
    this.clock = clock;
  }

  /** The second address is the one under which Caseflow's users know the list of a type. */
  @GetMapping({"/jobs", "/asyncable_jobs/{type}/jobs"})
  @Requires(value = Permission.VIEW_LIST, own = true)
  @Section(title = "Stuck", order = 10)
  String list(
      @ModelAttribute("filter") JobFilter filter,
      Viewer viewer,
      Model model,
      HttpServletRequest request,
      HttpServletResponse answer) {
    model.addAttribute("context", request.getContextPath());
    model.addAttribute("types", jobs.types(viewer));
    model.addAttribute("states", JobFilter.STATES.stream().map(JobFilter::word).toList());
    model.addAttribute("queues", jobs.queues(viewer));
    model.addAttribute("reasons", JobFilter.reasons());
    model.addAttribute("bulk", viewer.may(Permission.BULK));
    model.addAttribute("sorts", JobFilter.SORTS.keySet());
    try {
      JobList list = jobs.list(filter, viewer);
      JobPage found = list.page();
      model.addAttribute("totals", list.totals());
      model.addAttribute("found", found);
      model.addAttribute("bulkActs", filter.bulkActs().stream().map(JobFilter::word).toList());
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

  /** The page keeps what was typed. */
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

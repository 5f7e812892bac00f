package io.asyncable.web.job;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.job.Enqueued;
import io.asyncable.job.JobRefused;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.Segment;
import io.asyncable.web.record.LiveCounts;
import io.asyncable.web.record.RecordFilter;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of jobs, and the form that enqueues one. */
@Page
@RequestMapping("/jobs/jobs")
class JobPages {

  private final VisibleJobs jobs;
  private final JobCounter counter;

  JobPages(VisibleJobs jobs, JobCounter counter) {
    this.jobs = jobs;
    this.counter = counter;
  }

  @GetMapping
  @Requires(Permission.VIEW_LIST)
  @Section(title = "Jobs", order = 15, menu = Menu.JOBS)
  String list(
      @ModelAttribute("filter") JobFilter filter,
      Viewer viewer,
      Model model,
      HttpServletResponse answer) {
    model.addAttribute("types", jobs.lines(viewer));
    model.addAttribute("live", LiveCounts.STATES.stream().map(RecordFilter::word).toList());
    model.addAttribute("states", JobFilter.states());
    model.addAttribute("mayEnqueue", !counter.types(viewer).isEmpty());
    try {
      JobLines found = jobs.page(filter, viewer);
      model.addAttribute("found", found);
    } catch (RequestProblem meaningless) {
      refuse(HttpStatus.BAD_REQUEST, meaningless, model, answer);
    } catch (UnknownRecord unknown) {
      refuse(HttpStatus.NOT_FOUND, unknown, model, answer);
    }
    return "asyncable/job-list";
  }

  private static void refuse(
      HttpStatus status, RuntimeException problem, Model model, HttpServletResponse answer) {
    answer.setStatus(status.value());
    model.addAttribute("problem", problem.getMessage());
  }

  /** Asks for the type first, unless there is only one. */
  @GetMapping("/enqueue")
  @Requires(Permission.ENQUEUE)
  ModelAndView form(@RequestParam(required = false) @Nullable String type, Viewer viewer) {
    List<String> types = counter.types(viewer);
    String only = types.size() == 1 ? types.get(0) : null;
    String chosen = type == null || type.isBlank() ? only : type;
    return chosen == null
        ? new ModelAndView("asyncable/job-form", "types", types)
        : form(JobForm.of(chosen, counter.sample(chosen, viewer).json()), viewer);
  }

  private ModelAndView form(JobForm form, Viewer viewer) {
    return new ModelAndView("asyncable/job-form")
        .addObject("types", counter.types(viewer))
        .addObject("form", form)
        .addObject("fields", counter.sample(String.valueOf(form.type()), viewer).fields());
  }

  @PostMapping("/enqueue")
  @Requires(Permission.ENQUEUE)
  ModelAndView enqueue(JobForm form, Viewer viewer, RedirectAttributes redirect) {
    try {
      Enqueued job = counter.enqueue(form, Via.PAGE, viewer);
      redirect.addFlashAttribute(
          "notice",
          job.created()
              ? "Enqueued %s %s.".formatted(job.type(), job.id())
              : "Nothing was enqueued, because %s %s has the same key."
                  .formatted(job.type(), job.id()));
      return new ModelAndView("redirect:" + after(job, viewer));
    } catch (JobRefused.TooLarge refused) {
      return refused(form, HttpStatus.CONTENT_TOO_LARGE, refused, viewer);
    } catch (JobRefused | RequestProblem refused) {
      return refused(form, HttpStatus.BAD_REQUEST, refused, viewer);
    }
  }

  private ModelAndView refused(
      JobForm form, HttpStatus status, RuntimeException problem, Viewer viewer) {
    ModelAndView page = form(form, viewer).addObject("problem", problem.getMessage());
    page.setStatus(status);
    return page;
  }

  /** The job's own page, or the form again for who may only enqueue. */
  private static String after(Enqueued job, Viewer viewer) {
    return viewer.may(Permission.VIEW_RECORD, job.type())
        ? UriComponentsBuilder.fromPath("/jobs/{type}/{id}")
            .encode()
            .buildAndExpand(Segment.ENCODER.of(job.type()), job.id())
            .toUriString()
        : "/jobs/jobs/enqueue";
  }
}

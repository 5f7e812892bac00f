package io.asyncable.web.job;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.job.Enqueued;
import io.asyncable.job.NamedJobs.Sample;
import io.asyncable.web.Api;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.Segment;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** Jobs as JSON. One job is a record: its own address has its payload and progress too. */
@Api
@RequestMapping("/api")
class JobApi {

  private final VisibleJobs jobs;
  private final JobCounter counter;

  JobApi(VisibleJobs jobs, JobCounter counter) {
    this.jobs = jobs;
    this.counter = counter;
  }

  @GetMapping("/jobs/jobs")
  @Operation(summary = "List jobs by type, state and tenant, the newest first, 50 a page")
  @Requires(Permission.VIEW_LIST)
  JobLines list(@ModelAttribute JobFilter filter, Viewer viewer) {
    return jobs.page(filter, viewer);
  }

  @GetMapping("/job-types")
  @Operation(summary = "List the types of jobs with the number of jobs in each state")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<JobTypeLine>> types(Viewer viewer) {
    return Map.of("types", jobs.lines(viewer));
  }

  @GetMapping("/job-types/{type}")
  @Operation(summary = "Show what the request of a type of jobs looks like")
  @Requires(Permission.ENQUEUE)
  Sample type(@PathVariable String type, Viewer viewer) {
    return counter.sample(type, viewer);
  }

  /** Answers 201 for a new job, and 200 with the one that holds the key. */
  @PostMapping("/jobs/{type}")
  @Operation(summary = "Enqueue a job")
  @Requires(Permission.ENQUEUE)
  ResponseEntity<Enqueued> enqueue(
      @PathVariable String type,
      @RequestBody(required = false) @Nullable Enqueueing body,
      Viewer viewer) {
    counter.require(type, viewer);
    if (body == null) {
      throw new RequestProblem("The request has no body. Send a JSON body.");
    }
    Enqueued job = counter.enqueue(body.form(type), Via.API, viewer);
    return job.created() ? ResponseEntity.created(address(job)).body(job) : ResponseEntity.ok(job);
  }

  private static URI address(Enqueued job) {
    return UriComponentsBuilder.fromPath("/api/jobs/{type}/{id}")
        .encode()
        .buildAndExpand(Segment.ENCODER.of(job.type()), job.id())
        .toUri();
  }
}

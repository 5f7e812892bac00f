package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.UnknownRecord;
import io.asyncable.worker.WorkerInfo;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The records as JSON. */
@RestController
@RequestMapping("/api")
class JobApi {

  /** Why somebody acts. */
  record Act(@Nullable String reason) {}

  record Worker(
      long epoch,
      String name,
      Instant startedAt,
      Instant seenAt,
      @Nullable Instant deadAt,
      boolean alive) {

    static Worker of(WorkerInfo worker) {
      return new Worker(
          worker.epoch(),
          worker.name(),
          worker.startedAt(),
          worker.seenAt(),
          worker.deadAt(),
          worker.deadAt() == null);
    }
  }

  private final Jobs jobs;

  JobApi(Jobs jobs) {
    this.jobs = jobs;
  }

  @GetMapping("/jobs")
  JobPage list(
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String page,
      @Nullable Principal user) {
    return jobs.page(new JobFilter(type, state, page), user);
  }

  @GetMapping("/jobs/{type}/{id}")
  JobDetail show(@PathVariable String type, @PathVariable String id, @Nullable Principal user) {
    return jobs.find(type, id, user);
  }

  @PostMapping("/jobs/{type}/{id}/restart")
  JobDetail restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Act act,
      @Nullable Principal user) {
    jobs.restart(type, id, user, act == null ? null : act.reason());
    return jobs.find(type, id, user);
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  JobDetail cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Act act,
      @Nullable Principal user) {
    if (!jobs.cancel(type, id, user, act == null ? null : act.reason())) {
      throw new ActionRefused(
          "%s %s is already processed or canceled and stays as it is.".formatted(type, id));
    }
    return jobs.find(type, id, user);
  }

  @GetMapping("/workers")
  Map<String, List<Worker>> workers(@Nullable Principal user) {
    return Map.of("workers", jobs.workers(user).stream().map(Worker::of).toList());
  }

  @ExceptionHandler
  ProblemDetail unknown(UnknownRecord unknown) {
    return problem(HttpStatus.NOT_FOUND, unknown.getMessage());
  }

  @ExceptionHandler
  ProblemDetail meaningless(RequestProblem problem) {
    return problem(HttpStatus.BAD_REQUEST, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    return problem(
        HttpStatus.BAD_REQUEST,
        "The body is not the JSON {\"reason\": \"…\"}: "
            + unreadable.getMostSpecificCause().getMessage());
  }

  @ExceptionHandler
  ProblemDetail refused(ActionRefused refused) {
    return problem(HttpStatus.CONFLICT, refused.getMessage());
  }

  @ExceptionHandler
  ProblemDetail denied(Denied denied) {
    return problem(HttpStatus.FORBIDDEN, denied.getMessage());
  }

  @ExceptionHandler
  ProblemDetail database(RuntimeException failure) {
    if (DatabaseAway.isReason(failure)) {
      return problem(HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.SENTENCE);
    }
    throw failure;
  }

  private static ProblemDetail problem(HttpStatus status, @Nullable String sentence) {
    return ProblemDetail.forStatusAndDetail(status, sentence);
  }
}

package io.asyncable.web;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.act.AuditedActs;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.worker.WorkerInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** The records as JSON. */
@Api
@RequestMapping("/api")
class JobApi {

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
  private final AuditedActs acts;

  JobApi(Jobs jobs, AuditedActs acts) {
    this.jobs = jobs;
    this.acts = acts;
  }

  private static Actor actor(Viewer viewer, @Nullable Reason reason) {
    return new Actor(viewer.name(), Via.API, Reason.of(reason));
  }

  @GetMapping("/jobs")
  @Requires(value = Permission.VIEW_LIST, own = true)
  JobPage list(@ModelAttribute JobFilter filter, Viewer viewer) {
    return jobs.page(filter, viewer);
  }

  @GetMapping("/jobs/{type}/{id}")
  @Requires(value = Permission.VIEW_RECORD, own = true)
  JobDetail show(@PathVariable String type, @PathVariable String id, Viewer viewer) {
    return jobs.find(type, id, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/restart")
  @Requires(Permission.RESTART)
  JobDetail restart(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Reason reason,
      Viewer viewer) {
    jobs.require(Permission.RESTART, type, id, viewer);
    acts.restart(actor(viewer, reason), type, id);
    return jobs.find(type, id, viewer);
  }

  @PostMapping("/jobs/{type}/{id}/cancel")
  @Requires(Permission.CANCEL)
  JobDetail cancel(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Reason reason,
      Viewer viewer) {
    jobs.require(Permission.CANCEL, type, id, viewer);
    if (!acts.cancel(actor(viewer, reason), type, id)) {
      throw new ActionRefused(
          "%s %s is already processed or canceled and stays as it is.".formatted(type, id));
    }
    return jobs.find(type, id, viewer);
  }

  @GetMapping("/workers")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<Worker>> workers() {
    return Map.of("workers", jobs.workers().stream().map(Worker::of).toList());
  }
}

package io.asyncable.web.schedule;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.job.Enqueued;
import io.asyncable.operate.AuditedSchedules;
import io.asyncable.web.Api;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.record.GivenReason;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The schedules as JSON. */
@Api
@RequestMapping("/api/schedules")
class ScheduleApi {

  private final ScheduleViews views;
  private final AuditedSchedules acts;

  ScheduleApi(ScheduleViews views, AuditedSchedules acts) {
    this.views = views;
    this.acts = acts;
  }

  @GetMapping
  @Operation(summary = "List the schedules: their plans, next slots, latest jobs and pauses")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<ScheduleView>> list(Viewer viewer) {
    return Map.of("schedules", views.all(viewer));
  }

  @GetMapping("/{schedule}")
  @Operation(summary = "Show a schedule")
  @Requires(Permission.VIEW_LIST)
  ScheduleView show(@PathVariable String schedule, Viewer viewer) {
    return views.of(schedule, viewer);
  }

  @PostMapping("/{schedule}/pause")
  @Operation(summary = "Pause a schedule: no further slot is fired. Needs a reason")
  @Requires(Permission.RUN_SCHEDULE)
  ScheduleView pause(
      @PathVariable String schedule,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    views.of(schedule, viewer);
    Actor actor = actor(viewer, reason);
    if (actor.reason() == null) {
      throw new RequestProblem("The reason is missing. Write why the schedule is paused.");
    }
    if (!acts.pause(actor, schedule)) {
      throw new ActionRefused("The schedule %s is already paused.".formatted(schedule));
    }
    return views.of(schedule, viewer);
  }

  @PostMapping("/{schedule}/resume")
  @Operation(summary = "Resume a paused schedule with its next slot")
  @Requires(Permission.RUN_SCHEDULE)
  ScheduleView resume(
      @PathVariable String schedule,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    views.of(schedule, viewer);
    if (!acts.resume(actor(viewer, reason), schedule)) {
      throw new ActionRefused("The schedule %s is not paused.".formatted(schedule));
    }
    return views.of(schedule, viewer);
  }

  @PostMapping("/{schedule}/run")
  @Operation(summary = "Enqueue the job of a schedule now; its plan goes on as it is")
  @Requires(Permission.RUN_SCHEDULE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Enqueued run(
      @PathVariable String schedule,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    views.of(schedule, viewer);
    return acts.runNow(actor(viewer, reason), schedule);
  }

  private static Actor actor(Viewer viewer, @Nullable GivenReason reason) {
    return new Actor(viewer.name(), Via.API, GivenReason.of(reason));
  }
}

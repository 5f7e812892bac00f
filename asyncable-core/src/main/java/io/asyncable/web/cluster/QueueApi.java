package io.asyncable.web.cluster;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.asyncable.web.record.GivenReason;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;

/** The queues as JSON. */
@Api
@RequestMapping("/api/queues")
class QueueApi {

  private final Queues queues;

  QueueApi(Queues queues) {
    this.queues = queues;
  }

  @GetMapping
  @Operation(
      summary =
          "List the queues: how many records wait, which workers consume, which queues are paused")
  @Requires(Permission.VIEW_LIST)
  Map<String, List<QueueView>> list(Viewer viewer) {
    return Map.of("queues", queues.all(viewer));
  }

  @GetMapping("/{queue}")
  @Operation(summary = "Show a queue")
  @Requires(Permission.VIEW_LIST)
  QueueView show(@PathVariable String queue, Viewer viewer) {
    return queues.of(queue, viewer);
  }

  @PostMapping("/{queue}/pause")
  @Operation(summary = "Pause a queue: no further attempt begins, running attempts finish")
  @Requires(Permission.PAUSE)
  QueueView pause(
      @PathVariable String queue,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    if (!queues.pause(queue, actor(viewer, reason), viewer)) {
      throw new ActionRefused("The queue %s is already paused.".formatted(queue));
    }
    return queues.of(queue, viewer);
  }

  @PostMapping("/{queue}/resume")
  @Operation(summary = "Resume a paused queue")
  @Requires(Permission.PAUSE)
  QueueView resume(
      @PathVariable String queue,
      @RequestBody(required = false) @Nullable GivenReason reason,
      Viewer viewer) {
    if (!queues.resume(queue, actor(viewer, reason), viewer)) {
      throw new ActionRefused("The queue %s is not paused.".formatted(queue));
    }
    return queues.of(queue, viewer);
  }

  private static Actor actor(Viewer viewer, @Nullable GivenReason reason) {
    return new Actor(viewer.name(), Via.API, GivenReason.of(reason));
  }
}

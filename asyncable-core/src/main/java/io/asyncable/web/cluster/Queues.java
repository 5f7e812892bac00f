package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.kafka.Backlog;
import io.asyncable.kafka.Depth;
import io.asyncable.operate.AuditedPauses;
import io.asyncable.queue.Lane;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.queue.QueueDepth;
import io.asyncable.queue.QueueDepths;
import io.asyncable.queue.QueuePause;
import io.asyncable.queue.QueuePauses;
import io.asyncable.type.ProcessType;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The queues that a user may see, and the acts on them. */
final class Queues {

  private final VisibleTypes types;
  private final QueueDepths depths;
  private final QueueConsumers consumers;
  private final QueuePauses pauses;
  private final Backlog backlog;
  private final AuditedPauses acts;

  Queues(
      VisibleTypes types,
      QueueDepths depths,
      QueueConsumers consumers,
      QueuePauses pauses,
      Backlog backlog,
      AuditedPauses acts) {
    this.types = types;
    this.depths = depths;
    this.consumers = consumers;
    this.pauses = pauses;
    this.backlog = backlog;
    this.acts = acts;
  }

  /** The queues that carry a type whose list the user may see, by name. */
  List<QueueView> all(Viewer viewer) {
    Map<String, List<QueueConsumer>> consuming =
        consumers.all().stream().collect(Collectors.groupingBy(QueueConsumer::queue));
    Map<String, QueuePause> paused =
        pauses.all().stream().collect(Collectors.toMap(QueuePause::queue, Function.identity()));
    return types.queues(viewer).stream()
        .map(
            queue ->
                view(queue, consuming.getOrDefault(queue, List.of()), paused.get(queue), viewer))
        .toList();
  }

  /**
   * The queue with this name.
   *
   * @throws UnknownRecord if there is no such queue
   */
  QueueView of(String queue, Viewer viewer) {
    return all(viewer).stream()
        .filter(view -> view.name().equals(queue))
        .findFirst()
        .orElseThrow(() -> unknown(queue, viewer));
  }

  private QueueView view(
      String queue, List<QueueConsumer> consuming, @Nullable QueuePause pause, Viewer viewer) {
    List<ProcessType> visible = new ArrayList<>(types.on(queue));
    visible.retainAll(types.of(viewer));
    boolean whole = types.wholeQueue(queue, viewer);
    QueueDepth depth = depths.of(visible);
    return new QueueView(
        queue,
        visible.stream().map(ProcessType::name).toList(),
        Count.of(depth.queued()),
        Count.of(depth.retrying()),
        depth.oldest(),
        whole,
        whole ? unread(queue, Lane.FIRST) : null,
        whole ? unread(queue, Lane.AGAIN, Lane.LOST) : null,
        whole ? consuming.stream().mapToInt(QueueConsumer::processed).sum() : null,
        whole ? consuming.stream().mapToInt(QueueConsumer::failed).sum() : null,
        consuming.stream()
            .map(
                one ->
                    new QueueView.Consumer(
                        one.worker(), one.name(), one.concurrency(), whole ? one.held() : null))
            .toList(),
        pause == null ? null : new QueueView.Pause(pause.by(), pause.since(), pause.reason()),
        viewer.may(Permission.PAUSE));
  }

  private @Nullable Long unread(String queue, Lane... lanes) {
    long messages = 0;
    for (Lane lane : lanes) {
      Optional<Depth> depth = backlog.depth(queue, lane);
      if (depth.isEmpty()) {
        return null;
      }
      messages += depth.get().messages();
    }
    return messages;
  }

  /**
   * Pauses a queue.
   *
   * @return false if it was paused already
   * @throws UnknownRecord if there is no such queue
   */
  boolean pause(String queue, Actor actor, Viewer viewer) {
    requireKnown(queue, viewer);
    return acts.pause(actor, queue);
  }

  /**
   * Resumes a queue.
   *
   * @return false if it was not paused
   * @throws UnknownRecord if there is no such queue
   */
  boolean resume(String queue, Actor actor, Viewer viewer) {
    requireKnown(queue, viewer);
    return acts.resume(actor, queue);
  }

  private void requireKnown(String queue, Viewer viewer) {
    if (!types.queues(viewer).contains(queue)) {
      throw unknown(queue, viewer);
    }
  }

  private UnknownRecord unknown(String queue, Viewer viewer) {
    return new UnknownRecord(
        "There is no queue '%s'. Use one of %s."
            .formatted(RequestProblem.shown(queue), String.join(", ", types.queues(viewer))));
  }
}

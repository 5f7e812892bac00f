package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.act.AuditedPauses;
import io.asyncable.audit.Actor;
import io.asyncable.dispatch.Backlog;
import io.asyncable.dispatch.Depth;
import io.asyncable.dispatch.Lane;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.queue.QueueDepth;
import io.asyncable.queue.QueueDepths;
import io.asyncable.queue.QueuePause;
import io.asyncable.queue.QueuePauses;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a user may see of the queues, and do to them. */
final class Queues {

  /** What it needs of the engine. */
  record Engine(
      ProcessTypes types,
      Policies policies,
      QueueDepths depths,
      QueueConsumers consumers,
      QueuePauses pauses,
      Backlog backlog) {}

  private final Engine engine;
  private final AuditedPauses acts;

  Queues(Engine engine, AuditedPauses acts) {
    this.engine = engine;
    this.acts = acts;
  }

  /** Every queue that carries a type, by name. */
  List<QueueView> all(Viewer viewer) {
    Map<String, List<QueueConsumer>> consumers =
        engine.consumers.all().stream().collect(Collectors.groupingBy(QueueConsumer::queue));
    Map<String, QueuePause> pauses =
        engine.pauses.all().stream()
            .collect(Collectors.toMap(QueuePause::queue, Function.identity()));
    return new TreeSet<>(engine.policies.queues())
        .stream()
            .map(
                queue ->
                    view(
                        queue, consumers.getOrDefault(queue, List.of()), pauses.get(queue), viewer))
            .toList();
  }

  /** The same of one queue. */
  QueueView of(String queue, Viewer viewer) {
    return all(viewer).stream()
        .filter(view -> view.name().equals(queue))
        .findFirst()
        .orElseThrow(() -> unknown(queue));
  }

  private QueueView view(
      String queue, List<QueueConsumer> consumers, @Nullable QueuePause pause, Viewer viewer) {
    List<ProcessType> types = types(queue);
    QueueDepth depth = engine.depths.of(types);
    return new QueueView(
        queue,
        types.stream().map(ProcessType::name).toList(),
        Count.of(depth.queued()),
        Count.of(depth.retrying()),
        depth.oldest(),
        unread(queue, Lane.FIRST),
        unread(queue, Lane.AGAIN),
        consumers.stream().mapToInt(QueueConsumer::processed).sum(),
        consumers.stream().mapToInt(QueueConsumer::failed).sum(),
        consumers.stream()
            .map(
                one ->
                    new QueueView.Consumer(one.worker(), one.name(), one.concurrency(), one.held()))
            .toList(),
        pause == null ? null : new QueueView.Pause(pause.by(), pause.since(), pause.reason()),
        viewer.may(Permission.PAUSE));
  }

  private @Nullable Long unread(String queue, Lane lane) {
    Optional<Depth> depth = engine.backlog.depth(queue, lane);
    return depth.map(Depth::messages).orElse(null);
  }

  private List<ProcessType> types(String queue) {
    return engine.types.all().stream()
        .filter(type -> engine.policies.of(type).queue().equals(queue))
        .toList();
  }

  /**
   * Pauses a queue.
   *
   * @return false if it was paused already
   * @throws UnknownRecord if there is no such queue
   */
  boolean pause(String queue, Actor actor) {
    return acts.pause(actor, queue);
  }

  /**
   * Lets a queue go on.
   *
   * @return false if it was not paused
   * @throws UnknownRecord if there is no such queue
   */
  boolean resume(String queue, Actor actor) {
    return acts.resume(actor, queue);
  }

  private UnknownRecord unknown(String queue) {
    return new UnknownRecord(
        "There is no queue '%s'. Known are %s.".formatted(queue, engine.policies.queues()));
  }
}

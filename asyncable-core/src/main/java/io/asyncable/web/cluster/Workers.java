package io.asyncable.web.cluster;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.queue.RunningRecord;
import io.asyncable.queue.RunningRecords;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.WorkerInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The workers as a user may see them. */
final class Workers {

  private final VisibleTypes types;
  private final KnownWorkers workers;
  private final QueueConsumers consumers;
  private final RunningRecords running;

  Workers(
      VisibleTypes types, KnownWorkers workers, QueueConsumers consumers, RunningRecords running) {
    this.types = types;
    this.workers = workers;
    this.consumers = consumers;
    this.running = running;
  }

  /** The living workers first, then those that died recently, latest first. */
  List<WorkerView> all(Viewer viewer) {
    List<QueueConsumer> told = consumers.all();
    Map<Long, List<QueueConsumer>> byWorker =
        told.stream().collect(Collectors.groupingBy(QueueConsumer::worker));
    Map<Long, List<RunningRecord>> runs =
        running.of(told).stream()
            .filter(run -> viewer.may(Permission.VIEW_LIST, run.type().name()))
            .collect(Collectors.groupingBy(RunningRecord::worker));
    return workers.all().stream()
        .map(
            worker ->
                view(
                    worker,
                    byWorker.getOrDefault(worker.epoch(), List.of()),
                    runs.getOrDefault(worker.epoch(), List.of()),
                    viewer))
        .toList();
  }

  private WorkerView view(
      WorkerInfo worker, List<QueueConsumer> queues, List<RunningRecord> runs, Viewer viewer) {
    return new WorkerView(
        worker.epoch(),
        worker.name(),
        worker.startedAt(),
        worker.seenAt(),
        worker.deadAt(),
        worker.deadAt() == null,
        queues.stream()
            .filter(one -> types.queues(viewer).contains(one.queue()))
            .map(
                one ->
                    new WorkerView.Queue(
                        one.queue(),
                        one.concurrency(),
                        types.wholeQueue(one.queue(), viewer) ? one.held() : null))
            .toList(),
        queues.stream().allMatch(one -> types.wholeQueue(one.queue(), viewer))
            ? queues.stream().mapToInt(QueueConsumer::held).sum()
            : null,
        runs.stream()
            .map(run -> new WorkerView.Run(run.type().name(), run.id(), run.attempt(), run.since()))
            .toList());
  }
}

package io.asyncable.explain;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.queue.Lane;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.sweep.SweepRows;
import io.asyncable.sweep.SweepRows.Pass;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.KnownWorkers;
import io.asyncable.worker.TroubleRows;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import io.asyncable.worker.WorkerInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engine's instances and the state of their work.
 *
 * @param workers the living workers and those that died recently
 * @param consumers the queues that living workers consume
 * @param sweeps the latest passes of living sweepers
 * @param troubles the work of living workers that makes no progress
 */
record Instances(
    List<WorkerInfo> workers,
    List<QueueConsumer> consumers,
    List<Pass> sweeps,
    List<Trouble> troubles) {

  /** Reads each of the four with one statement. */
  static final class Reader {

    private final KnownWorkers workers;
    private final QueueConsumers consumers;
    private final SweepRows sweeps;
    private final TroubleRows troubles;

    Reader(KnownWorkers workers, QueueConsumers consumers, SweepRows sweeps, TroubleRows troubles) {
      this.workers = workers;
      this.consumers = consumers;
      this.sweeps = sweeps;
      this.troubles = troubles;
    }

    Instances now() {
      return new Instances(workers.all(), consumers.all(), sweeps.all(), troubles.all());
    }
  }

  /** The same without names of workers, for readers who may not see them. */
  Instances nameless() {
    return new Instances(
        workers.stream().map(WorkerInfo::nameless).toList(), consumers, sweeps, troubles);
  }

  Optional<WorkerInfo> worker(long epoch) {
    return workers.stream().filter(worker -> worker.epoch() == epoch).findFirst();
  }

  Stream<WorkerInfo> living() {
    return workers.stream().filter(WorkerInfo::isAlive);
  }

  Stream<QueueConsumer> consumers(String queue) {
    return consumers.stream().filter(consumer -> consumer.queue().equals(queue));
  }

  boolean somebodyConsumes(String queue) {
    return consumers(queue).findAny().isPresent();
  }

  /**
   * The longest trouble in consuming the lane, if every worker that consumes the queue has such
   * trouble; otherwise empty.
   */
  Optional<Trouble> failsToConsume(String queue, Lane lane) {
    List<Trouble> failing =
        troubles.stream()
            .filter(trouble -> trouble.work() == Work.CONSUME)
            .filter(trouble -> trouble.type().equals(lane.topic(queue)))
            .toList();
    boolean somebodyDoes =
        consumers(queue)
            .anyMatch(
                consumer ->
                    failing.stream().noneMatch(trouble -> trouble.worker() == consumer.worker()));
    return somebodyDoes ? Optional.empty() : failing.stream().findFirst();
  }

  boolean somebodySweeps() {
    return living().anyMatch(worker -> worker.has(Role.SWEEPER));
  }

  Optional<Pass> lastSweep(WorkerInfo worker) {
    return sweeps.stream().filter(pass -> pass.worker() == worker.epoch()).findFirst();
  }

  /** When the latest pass of a living sweeper ended. */
  Optional<Instant> sweptAt() {
    return living()
        .filter(worker -> worker.has(Role.SWEEPER))
        .flatMap(worker -> lastSweep(worker).stream())
        .map(Pass::endedAt)
        .max(Comparator.naturalOrder());
  }

  /** Since when this worker cannot write the outcomes of attempts of this type; empty if it can. */
  Optional<Instant> unwritableSince(WorkerInfo worker, ProcessType type) {
    return troubles.stream()
        .filter(trouble -> trouble.worker() == worker.epoch())
        .filter(trouble -> trouble.work() == Work.WRITE_OUTCOME)
        .filter(
            trouble ->
                trouble.type().equals(type.name()) || trouble.type().equals(Troubles.ALL_TYPES))
        .map(Trouble::since)
        .findFirst();
  }
}

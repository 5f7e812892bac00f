package io.asyncable.explain;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.queue.Lane;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueuePause;
import io.asyncable.sweep.SweepRows.Pass;
import io.asyncable.type.ProcessType;
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
 * The circumstances in which records are explained.
 *
 * @param now the engine's time
 * @param workers the living and those that died lately
 * @param consumers what the living consume
 * @param sweeps the last passes of living sweepers
 * @param breakers the open breakers of living workers
 * @param limits the limits of living workers that have refused
 * @param pauses the paused queues
 * @param troubles the work of living workers that makes no progress
 * @param kafka as it was last seen
 */
record Situation(
    Instant now,
    List<WorkerInfo> workers,
    List<QueueConsumer> consumers,
    List<Pass> sweeps,
    List<OpenBreaker> breakers,
    List<Refusal> limits,
    List<QueuePause> pauses,
    List<Trouble> troubles,
    KafkaView kafka) {

  /** The same to somebody who is to know of no worker, and of nobody who paused a queue. */
  Situation nameless() {
    return new Situation(
        now,
        workers.stream().map(WorkerInfo::nameless).toList(),
        consumers,
        sweeps,
        breakers,
        limits,
        pauses.stream().map(QueuePause::nameless).toList(),
        troubles,
        kafka);
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

  /** What keeps all that consume this lane of the queue from it; the longest. */
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

  /** The last pass of any sweeper that still runs. */
  Optional<Instant> sweptAt() {
    return living()
        .filter(worker -> worker.has(Role.SWEEPER))
        .flatMap(worker -> lastSweep(worker).stream())
        .map(Pass::endedAt)
        .max(Comparator.naturalOrder());
  }

  /** Since when this worker has not been able to write how attempts of the type ended. */
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

  Optional<QueuePause> pause(String queue) {
    return pauses.stream().filter(pause -> pause.queue().equals(queue)).findFirst();
  }

  Optional<OpenBreaker> breaker(List<String> services) {
    return breakers.stream().filter(breaker -> services.contains(breaker.service())).findFirst();
  }

  Optional<Refusal> limit(List<String> services) {
    return limits.stream().filter(limit -> services.contains(limit.service())).findFirst();
  }
}

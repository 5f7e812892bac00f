package io.asyncable.explain;

import io.asyncable.AsyncableProperties;
import io.asyncable.explain.HealthReport.Instance;
import io.asyncable.explain.HealthReport.Kafka;
import io.asyncable.explain.HealthReport.LaneHealth;
import io.asyncable.explain.HealthReport.Sweep;
import io.asyncable.explain.HealthReport.TypeHealth;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueDepth;
import io.asyncable.queue.QueueDepths;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.worker.WorkerInfo;

/** Tells how the engine is, over all instances, without waiting for Kafka. */
public final class EngineHealth {

  private final Situations situations;
  private final WaitingRecords waiting;
  private final ProcessTypes types;
  private final Policies policies;
  private final HealthProblems problems;

  EngineHealth(
      Situations situations,
      WaitingRecords waiting,
      ProcessTypes types,
      Policies policies,
      AsyncableProperties settings) {
    this.situations = situations;
    this.waiting = waiting;
    this.types = types;
    this.policies = policies;
    this.problems = new HealthProblems(waiting, policies.queues(), settings);
  }

  /** How it is now. */
  public HealthReport now() {
    Situation situation = situations.now();
    KafkaView kafka = situation.kafka();
    return new HealthReport(
        situation.now(),
        problems.in(situation),
        new Kafka(kafka.reachable(), kafka.since(), kafka.askedAt()),
        situation.living().map(worker -> instance(worker, situation)).toList(),
        kafka.lanes().stream().map(lane -> lane(lane, situation)).toList(),
        types.all().stream().map(this::type).toList());
  }

  private static Instance instance(WorkerInfo worker, Situation situation) {
    return new Instance(
        worker.epoch(),
        worker.name(),
        worker.startedAt(),
        worker.seenAt(),
        worker.roles(),
        situation.consumers().stream()
            .filter(consumer -> consumer.worker() == worker.epoch())
            .map(QueueConsumer::queue)
            .toList(),
        worker.version(),
        worker.clockOffset(),
        situation
            .lastSweep(worker)
            .map(pass -> new Sweep(pass.endedAt(), pass.took(), pass.tally()))
            .orElse(null));
  }

  private static LaneHealth lane(LaneDepth lane, Situation situation) {
    return new LaneHealth(
        lane.queue(),
        lane.lane(),
        lane.depth().messages(),
        lane.depth().oldest(),
        situation.consumers(lane.queue()).count());
  }

  private TypeHealth type(ProcessType type) {
    QueueDepth depth = waiting.of(type);
    long count = WaitingRecords.waiting(depth);
    return new TypeHealth(
        type.name(),
        policies.of(type).queue(),
        Math.min(count, QueueDepths.LARGEST),
        count > QueueDepths.LARGEST,
        depth.oldest());
  }
}

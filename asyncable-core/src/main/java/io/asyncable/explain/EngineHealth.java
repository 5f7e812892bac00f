package io.asyncable.explain;

import io.asyncable.explain.HealthReport.Instance;
import io.asyncable.explain.HealthReport.Kafka;
import io.asyncable.explain.HealthReport.LaneHealth;
import io.asyncable.explain.HealthReport.Problem;
import io.asyncable.explain.HealthReport.Sweep;
import io.asyncable.explain.HealthReport.TypeHealth;
import io.asyncable.explain.KafkaView.LaneDepth;
import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueDepth;
import io.asyncable.queue.QueueDepths;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.DutyReport;
import io.asyncable.worker.DutyRows;
import io.asyncable.worker.WorkerInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;

/** Reports the health of all instances. It never waits for Kafka. */
public final class EngineHealth {

  private final Situations situations;
  private final WaitingRecords waiting;
  private final ProcessTypes types;
  private final Policies policies;
  private final DutyRows duties;
  private final HealthProblems problems;

  EngineHealth(
      Situations situations,
      WaitingRecords waiting,
      ProcessTypes types,
      Policies policies,
      DutyRows duties,
      HealthProblems problems) {
    this.situations = situations;
    this.waiting = waiting;
    this.types = types;
    this.policies = policies;
    this.duties = duties;
    this.problems = problems;
  }

  /**
   * The health now, for these types. A figure that covers several types together appears only if
   * all of them are wanted.
   */
  public HealthReport now(Collection<ProcessType> wanted) {
    Concern concern = new Concern(types, policies, wanted);
    Situation situation = situations.now();
    KafkaView kafka = situation.kafka();
    Map<Long, List<DutyReport>> done = duties.all();
    return new HealthReport(
        situation.now(),
        problems.in(situation, concern),
        new Kafka(kafka.reachable(), kafka.since(), kafka.askedAt()),
        situation
            .instances()
            .living()
            .map(
                worker ->
                    instance(
                        worker, situation, concern, done.getOrDefault(worker.epoch(), List.of())))
            .toList(),
        kafka.lanes().stream()
            .filter(lane -> concern.whole(lane.queue()))
            .map(lane -> lane(lane, situation))
            .toList(),
        wanted.stream().map(this::type).toList());
  }

  /** The engine now, for several answers about the same moment. */
  public Situation situation() {
    return situations.now();
  }

  /**
   * What is wrong in this situation that holds records of these types back, the worst first. The
   * same as in the report, without its figures.
   */
  public List<Problem> holdingBack(Collection<ProcessType> wanted, Situation situation) {
    return problems.in(situation, new Concern(types, policies, wanted)).stream()
        .filter(problem -> problem.kind().holdsRecords())
        .toList();
  }

  private static Instance instance(
      WorkerInfo worker, Situation situation, Concern concern, List<DutyReport> duties) {
    return new Instance(
        worker.epoch(),
        worker.name(),
        worker.startedAt(),
        worker.seenAt(),
        worker.roles(),
        situation.instances().consumers().stream()
            .filter(consumer -> consumer.worker() == worker.epoch())
            .map(QueueConsumer::queue)
            .filter(concern::has)
            .toList(),
        worker.version(),
        worker.clockOffset(),
        situation
            .instances()
            .lastSweep(worker)
            .map(
                pass ->
                    new Sweep(pass.endedAt(), pass.took(), concern.isAll() ? pass.tally() : null))
            .orElse(null),
        concern.isAll() ? duties : duties.stream().map(DutyReport::wordless).toList());
  }

  private static LaneHealth lane(LaneDepth lane, Situation situation) {
    return new LaneHealth(
        lane.queue(),
        lane.lane(),
        lane.depth().messages(),
        lane.depth().oldest(),
        situation.instances().consumers(lane.queue()).count());
  }

  private TypeHealth type(ProcessType type) {
    try {
      return type(type, waiting.of(type));
    } catch (DataAccessException stuck) {
      // A locked table of one type must not hide the other types, nor the problem that reports it.
      return new TypeHealth(type.name(), policies.of(type).queue(), 0, true, null);
    }
  }

  private TypeHealth type(ProcessType type, QueueDepth depth) {
    long count = WaitingRecords.waiting(depth);
    return new TypeHealth(
        type.name(),
        policies.of(type).queue(),
        Math.min(count, QueueDepths.LARGEST),
        count > QueueDepths.LARGEST,
        depth.oldest());
  }
}

package io.asyncable.explain;

import io.asyncable.queue.QueueConsumer;
import io.asyncable.queue.QueueDepths;
import io.asyncable.run.Dispatcher;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Estimates how long it takes to process the records that wait for a service. */
final class Drain {

  private final WaitingRecords waiting;
  private final Policies policies;
  private final TypeStatistics statistics;

  Drain(WaitingRecords waiting, Policies policies, TypeStatistics statistics) {
    this.waiting = waiting;
    this.policies = policies;
    this.statistics = statistics;
  }

  /**
   * Estimates the time from three facts: how long recent successful attempts of each type took, how
   * many places the queue has on all workers, and how fast held records are released. Empty if
   * there are too many records to count, if nobody consumes one of the queues, or if no attempt of
   * one type has succeeded.
   */
  Optional<Duration> of(String service, Situation situation) {
    Map<ProcessType, Long> held = waiting.byType(service, situation.now());
    long records = held.values().stream().mapToLong(Long::longValue).sum();
    if (records > QueueDepths.LARGEST) {
      return Optional.empty();
    }
    Duration drain = Duration.ZERO;
    for (Map.Entry<ProcessType, Long> ofType : held.entrySet()) {
      Optional<Duration> run = statistics.meanLately(ofType.getKey());
      int places = places(policies.of(ofType.getKey()).queue(), situation);
      if (run.isEmpty() || places == 0) {
        return Optional.empty();
      }
      drain = drain.plus(run.get().multipliedBy(ofType.getValue()).dividedBy(places));
    }
    Duration release = Dispatcher.spread((int) records);
    return Optional.of(drain.compareTo(release) > 0 ? drain : release);
  }

  private static int places(String queue, Situation situation) {
    return situation.instances().consumers(queue).mapToInt(QueueConsumer::concurrency).sum();
  }
}

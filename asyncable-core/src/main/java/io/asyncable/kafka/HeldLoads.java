package io.asyncable.kafka;

import io.asyncable.move.Claimed;
import io.asyncable.queue.ConsumedQueues;
import io.asyncable.queue.QueueLoad;
import io.asyncable.queue.QueueLoads;
import io.asyncable.run.Attempts;
import io.asyncable.run.Running;
import io.asyncable.type.Policies;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what this worker holds of each queue that it consumes. */
final class HeldLoads implements QueueLoads {

  private final Attempts attempts;
  private final Policies policies;
  private final ConsumedQueues queues;

  HeldLoads(Attempts attempts, Policies policies, ConsumedQueues queues) {
    this.attempts = attempts;
    this.policies = policies;
    this.queues = queues;
  }

  @Override
  public List<QueueLoad> loads() {
    Map<String, List<Running>> held =
        attempts.all().stream()
            .collect(Collectors.groupingBy(one -> policies.of(one.attempt().type()).queue()));
    return queues.names().stream()
        .map(queue -> load(queue, held.getOrDefault(queue, List.of())))
        .toList();
  }

  private QueueLoad load(String queue, List<Running> held) {
    return new QueueLoad(
        queue,
        queues.size(queue).concurrency(),
        held.size(),
        held.stream()
            .filter(Running::isEntered)
            .map(Running::attempt)
            .sorted(Comparator.comparing(Claimed::begunAt))
            .limit(LARGEST_NAMED)
            .map(Claimed::key)
            .toList());
  }
}

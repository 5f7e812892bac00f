package io.asyncable.explain;

import io.asyncable.guard.LimitRows;
import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.move.Cause;
import io.asyncable.queue.QueuePause;
import io.asyncable.queue.QueuePauses;
import java.util.List;
import java.util.Optional;

/**
 * What holds back records that could otherwise run.
 *
 * @param breakers the open breakers of living workers
 * @param limits the latest refusals of limits on living workers
 * @param pauses the paused queues
 */
record Obstacles(List<OpenBreaker> breakers, List<Refusal> limits, List<QueuePause> pauses) {

  /** Reads each of the three with one statement. */
  static final class Reader {

    private final OpenBreakers breakers;
    private final LimitRows limits;
    private final QueuePauses pauses;

    Reader(OpenBreakers breakers, LimitRows limits, QueuePauses pauses) {
      this.breakers = breakers;
      this.limits = limits;
      this.pauses = pauses;
    }

    Obstacles now() {
      return new Obstacles(breakers.all(), limits.all(), pauses.all());
    }
  }

  /** The same without the names of people who paused a queue, for readers who may not see them. */
  Obstacles nameless() {
    return new Obstacles(breakers, limits, pauses.stream().map(QueuePause::nameless).toList());
  }

  Optional<QueuePause> pause(String queue) {
    return pauses.stream().filter(pause -> pause.queue().equals(queue)).findFirst();
  }

  Optional<OpenBreaker> breaker(List<String> services) {
    return breakers.stream().filter(breaker -> services.contains(breaker.service())).findFirst();
  }

  /** The latest refusal for that cause. */
  Optional<Refusal> limit(List<String> services, Cause cause) {
    return limits.stream()
        .filter(limit -> limit.kind().cause() == cause && services.contains(limit.service()))
        .findFirst();
  }
}

package io.asyncable.explain;

import io.asyncable.move.Cause;
import io.asyncable.queue.Lane;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the process types whose records a cause may hold back. */
public final class Hindrances {

  private final Situations situations;
  private final WaitingRecords waiting;
  private final Policies policies;

  Hindrances(Situations situations, WaitingRecords waiting, Policies policies) {
    this.situations = situations;
    this.waiting = waiting;
    this.policies = policies;
  }

  /**
   * Selects the types whose records this cause may hold back now. A cause that concerns single
   * records selects every type.
   */
  public Predicate<ProcessType> of(Cause cause) {
    return switch (cause) {
      case QUEUE_PAUSED, NOBODY_CONSUMES, CONSUMING_FAILS, KAFKA_UNREACHABLE, HELD ->
          of(cause, situations.now());
      default -> type -> true;
    };
  }

  private Predicate<ProcessType> of(Cause cause, Situation now) {
    return switch (cause) {
      case QUEUE_PAUSED -> type -> now.obstacles().pause(queue(type)).isPresent();
      case NOBODY_CONSUMES -> type -> !now.instances().somebodyConsumes(queue(type));
      case CONSUMING_FAILS ->
          type ->
              Stream.of(Lane.values())
                  .anyMatch(lane -> now.instances().failsToConsume(queue(type), lane).isPresent());
      case KAFKA_UNREACHABLE -> type -> !now.kafka().reachable();
      case HELD -> type -> now.obstacles().breaker(services(type)).isPresent();
      default -> throw new IllegalArgumentException(cause + " does not concern whole types");
    };
  }

  private String queue(ProcessType type) {
    return policies.of(type).queue();
  }

  private List<String> services(ProcessType type) {
    return waiting.services(type).toList();
  }
}

package io.asyncable.kafka;

import io.asyncable.queue.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a queue's consumers are. The sweeper asks before it publishes, so that a backlog is never
 * multiplied.
 */
public interface Backlog {

  /**
   * The publication time of the oldest message of a lane that the queue's consumers have not
   * passed; now if there is none.
   *
   * @return empty if Kafka does not answer, so that nobody can tell
   */
  Optional<Instant> oldest(String queue, Lane lane);

  /**
   * What of a lane the queue's consumers have not passed, asked afresh.
   *
   * @return empty if Kafka does not answer, so that nobody can tell
   */
  Optional<Depth> depth(String queue, Lane lane);

  /**
   * Since when Kafka has answered without a break, as far as this instance knows; empty while it
   * does not. Before, no consumer can have come nearer to any message.
   */
  Optional<Instant> answeringSince();

  /** Whether Kafka answered when it was last asked. */
  boolean isReachable();

  /** What a person must mend before Kafka is of use, as when it was last asked. */
  default Optional<String> problem() {
    return Optional.empty();
  }
}

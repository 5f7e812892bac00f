package io.asyncable.kafka;

import io.asyncable.queue.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * The position of a queue's consumers. The sweeper asks for it before it publishes, so that a
 * backlog is never multiplied.
 */
public interface Backlog {

  /**
   * The publication time of the oldest message of a lane that the queue's consumers have not
   * passed; now if no such message exists.
   *
   * @return empty if Kafka does not answer, so that nobody can tell
   */
  Optional<Instant> oldest(String queue, Lane lane);

  /**
   * The messages of a lane that the queue's consumers have not passed, freshly asked for.
   *
   * @return empty if Kafka does not answer, so that nobody can tell
   */
  Optional<Depth> depth(String queue, Lane lane);

  /**
   * Since when Kafka has answered this instance without a break; empty while it does not answer.
   * Consumers made no progress before that time.
   */
  Optional<Instant> answeringSince();

  /** Whether Kafka answered when it was last asked. */
  boolean isReachable();

  /** What a person must repair before Kafka can be used, according to the last answer. */
  default Optional<String> problem() {
    return Optional.empty();
  }
}

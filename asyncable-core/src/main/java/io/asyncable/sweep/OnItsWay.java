package io.asyncable.sweep;

import io.asyncable.kafka.Backlog;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Kafka said about the messages of a queue that no consumer has passed yet.
 *
 * @param oldest the publication time of the oldest of each lane; absent if Kafka is away
 * @param consumedSince since when consumers can have moved: Kafka answers and the queue is not
 *     paused
 */
record OnItsWay(Map<Lane, Instant> oldest, Optional<Instant> consumedSince) {

  /** Of a queue that is paused. */
  private static final OnItsWay UNKNOWN = new OnItsWay(Map.of(), Optional.empty());

  /**
   * Asks about the queue, unless it is paused. An answer may take seconds, so a pause that begins
   * meanwhile counts.
   */
  static OnItsWay ask(Backlog backlog, String queue, PausedQueues paused) {
    if (paused.contains(queue)) {
      return UNKNOWN;
    }
    Map<Lane, Instant> oldest = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      backlog.oldest(queue, lane).ifPresent(time -> oldest.put(lane, time));
    }
    Optional<Instant> consumedSince =
        backlog
            .answeringSince()
            .map(answering -> paused.wentOnAt(queue).filter(answering::isBefore).orElse(answering));
    return paused.contains(queue) ? UNKNOWN : new OnItsWay(oldest, consumedSince);
  }

  /**
   * Whether nobody can be reached, as the queue is paused or Kafka away: the queue stands still.
   */
  boolean areUnknown() {
    return oldest.isEmpty();
  }

  /** The publication time of the oldest message of the lane. */
  Optional<Instant> oldest(Lane lane) {
    return Optional.ofNullable(oldest.get(lane));
  }

  /**
   * Since when consumers have been on their way from the oldest message: the time for which Kafka
   * was away or the queue paused made that message older, but nobody came nearer to the ones behind
   * it.
   */
  Instant movingSince(Instant oldest) {
    return consumedSince.filter(oldest::isBefore).orElse(oldest);
  }
}

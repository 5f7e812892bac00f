package io.asyncable.sweep;

import io.asyncable.kafka.Backlog;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The unread messages of a queue, as Kafka reported them.
 *
 * @param oldest the publication time of the oldest message of each lane that consumers have not
 *     passed; empty if Kafka is away
 * @param consumedSince the time since which consumers can make progress, because Kafka answers and
 *     the queue is not paused
 */
record OnItsWay(Map<Lane, Instant> oldest, Optional<Instant> consumedSince) {

  /** The answer for a paused queue. */
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

  /** Whether consumers cannot make progress, because the queue is paused or Kafka is away. */
  boolean areUnknown() {
    return oldest.isEmpty();
  }

  /** The publication time of the oldest message of the lane. */
  Optional<Instant> oldest(Lane lane) {
    return Optional.ofNullable(oldest.get(lane));
  }

  /**
   * The time from which the age of the oldest message counts. An outage of Kafka or a pause made
   * the message older, but did not bring consumers any closer to the messages behind it.
   */
  Instant movingSince(Instant oldest) {
    return consumedSince.filter(oldest::isBefore).orElse(oldest);
  }
}

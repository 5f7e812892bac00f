package io.asyncable.sweep;

import io.asyncable.dispatch.Backlog;
import io.asyncable.dispatch.Lane;
import io.asyncable.record.Reference;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Kafka said about the messages of a queue that no consumer has passed yet.
 *
 * @param oldest the publication time of the oldest of each lane; empty if Kafka is away
 * @param answeringSince since when Kafka answers
 */
record OnItsWay(Map<Lane, Optional<Instant>> oldest, Optional<Instant> answeringSince) {

  static OnItsWay ask(Backlog backlog, String queue) {
    Map<Lane, Optional<Instant>> oldest = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      oldest.put(lane, backlog.oldest(queue, lane));
    }
    return new OnItsWay(oldest, backlog.answeringSince());
  }

  /** The publication time of the oldest message in the lane of this reference. */
  Optional<Instant> oldest(Reference reference) {
    return oldest.get(Lane.of(reference));
  }

  /**
   * Since when consumers have been on their way from the oldest message: the time for which Kafka
   * was away made that message older, but nobody came nearer to the ones behind it.
   */
  Instant movingSince(Instant oldest) {
    return answeringSince.filter(oldest::isBefore).orElse(oldest);
  }
}

package io.asyncable.explain;

import java.time.Instant;

/**
 * The circumstances in which records are explained.
 *
 * @param now the engine's time
 * @param kafka as it was last seen
 */
record Situation(Instant now, Instances instances, Obstacles obstacles, KafkaView kafka) {

  /** The same to somebody who is to know of no worker, and of nobody who paused a queue. */
  Situation nameless() {
    return new Situation(now, instances.nameless(), obstacles.nameless(), kafka);
  }
}

package io.asyncable.explain;

import java.time.Instant;

/**
 * The state of the engine in which records are explained.
 *
 * @param now the engine's time
 * @param kafka Kafka as this instance last saw it
 */
public record Situation(Instant now, Instances instances, Obstacles obstacles, KafkaView kafka) {

  /**
   * The same without the names of workers and of people who paused a queue, for readers who may not
   * see them.
   */
  Situation nameless() {
    return new Situation(now, instances.nameless(), obstacles.nameless(), kafka);
  }
}

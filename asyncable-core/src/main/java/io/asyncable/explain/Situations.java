package io.asyncable.explain;

import io.asyncable.worker.EngineClock;

/** Reads the state of the engine, with a few small statements for any number of records. */
final class Situations {

  private final Instances.Reader instances;
  private final Obstacles.Reader obstacles;
  private final KafkaWatch kafka;
  private final EngineClock clock;

  Situations(
      Instances.Reader instances, Obstacles.Reader obstacles, KafkaWatch kafka, EngineClock clock) {
    this.instances = instances;
    this.obstacles = obstacles;
    this.kafka = kafka;
    this.clock = clock;
  }

  Situation now() {
    return new Situation(clock.instant(), instances.now(), obstacles.now(), kafka.view());
  }
}

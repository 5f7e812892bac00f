package io.asyncable.web;

import io.asyncable.worker.WorkerInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What surrounds the records when they are explained.
 *
 * @param now the engine's time
 * @param workers the living and those that died lately
 * @param breakers the open breakers of living workers
 * @param kafkaReachable whether Kafka answered when it was last asked
 */
record Situation(
    Instant now, List<WorkerInfo> workers, List<OpenBreaker> breakers, boolean kafkaReachable) {

  Optional<WorkerInfo> worker(long epoch) {
    return workers.stream().filter(worker -> worker.epoch() == epoch).findFirst();
  }

  boolean anybodyLives() {
    return workers.stream().anyMatch(worker -> worker.deadAt() == null);
  }

  Optional<OpenBreaker> breaker(List<String> services) {
    return breakers.stream().filter(breaker -> services.contains(breaker.service())).findFirst();
  }
}

package io.asyncable.health;

import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Trouble;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN if this instance's heartbeats do not go through, its sweeper makes no progress or fails for
 * all types, no outcome can be written, the application's pool gives no connection, PostgreSQL
 * refuses what requests write, or a thread of the engine has ended and could not start again. A
 * failure of one type is reported, and the state stays UP. An absence of Kafka is reported too, and
 * the state stays UP: the instance still serves requests and accepts submissions, and an
 * orchestrator's restart would repair nothing.
 */
final class AsyncableHealthIndicator extends AbstractHealthIndicator {

  private final Heartbeat worker;
  private final KafkaHealth kafka;
  private final SweeperHealth sweeper;
  private final Duties duties;
  private final Troubles troubles;
  private final EngineThreads threads;

  AsyncableHealthIndicator(
      Heartbeat worker,
      KafkaHealth kafka,
      SweeperHealth sweeper,
      Duties duties,
      Troubles troubles,
      EngineThreads threads) {
    super("The engine's health could not be determined");
    this.worker = worker;
    this.kafka = kafka;
    this.sweeper = sweeper;
    this.duties = duties;
    this.troubles = troubles;
    this.threads = threads;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    boolean stalled = sweeper.isStalled();
    List<Trouble> failing = troubles.all(worker.epoch());
    boolean works = failing.stream().noneMatch(Trouble::stopsAll);
    List<String> dead = threads.dead();
    health
        .status(worker.isBeating() && works && !stalled && dead.isEmpty() ? "UP" : "DOWN")
        .withDetail("worker", worker.name())
        .withDetail("epoch", worker.epoch())
        .withDetail("heartbeat", worker.isBeating() ? "beating" : "silent")
        .withDetail("kafka", kafka.words())
        .withDetail("publisher", kafka.publishing())
        .withDetail("sweeper", sweeper.words(stalled))
        .withDetail("duties", duties.reports());
    if (!failing.isEmpty()) {
      health.withDetail("failing", failing.stream().map(AsyncableHealthIndicator::words).toList());
    }
    if (!dead.isEmpty()) {
      health.withDetail("deadThreads", dead);
    }
    sweeper.lastPass().ifPresent(pass -> health.withDetail("lastSweep", pass.toString()));
  }

  private static String words(Trouble trouble) {
    return "%s since %s: %s".formatted(trouble.words(), trouble.since(), trouble.reason());
  }
}

package io.asyncable.health;

import io.asyncable.kafka.Backlog;
import io.asyncable.submit.Publisher;
import io.asyncable.sweep.Sweeper;
import io.asyncable.worker.Duties;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * DOWN if this instance's heartbeats do not go through, its sweeper makes no progress or fails for
 * all types, no outcome can be written, the application's pool gives no connection, or a thread of
 * the engine has ended and could not start again. A failure of one type is reported, and the state
 * stays UP. An absence of Kafka is reported too, and the state stays UP: the instance still serves
 * requests and accepts submissions, and an orchestrator's restart would repair nothing.
 */
final class AsyncableHealthIndicator extends AbstractHealthIndicator {

  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);

  private final Heartbeat worker;
  private final Sweeper sweeper;
  private final Backlog backlog;
  private final Publisher publisher;
  private final EngineThreads threads;
  private final Duties duties;
  private final Troubles troubles;
  private final Clock clock;
  private final Duration longestPause;

  AsyncableHealthIndicator(
      Heartbeat worker,
      Sweeper sweeper,
      Backlog backlog,
      Publisher publisher,
      EngineThreads threads,
      Duties duties,
      Troubles troubles,
      Clock clock,
      Duration sweepInterval) {
    super("The engine's health could not be determined");
    this.worker = worker;
    this.sweeper = sweeper;
    this.backlog = backlog;
    this.publisher = publisher;
    this.threads = threads;
    this.duties = duties;
    this.troubles = troubles;
    this.clock = clock;
    Duration several = sweepInterval.multipliedBy(10);
    this.longestPause = several.compareTo(SHORTEST_SILENCE) > 0 ? several : SHORTEST_SILENCE;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    boolean stalled = isStalled();
    List<Trouble> failing = troubles.all(worker.epoch());
    boolean works = failing.stream().noneMatch(Trouble::stopsAll);
    List<String> dead = threads.dead();
    health
        .status(worker.isBeating() && works && !stalled && dead.isEmpty() ? "UP" : "DOWN")
        .withDetail("worker", worker.name())
        .withDetail("epoch", worker.epoch())
        .withDetail("heartbeat", worker.isBeating() ? "beating" : "silent")
        .withDetail("kafka", kafka())
        .withDetail("publisher", publisher.problem().orElse("publishes"))
        .withDetail("sweeper", sweeping(stalled))
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

  private String kafka() {
    return backlog.isReachable() ? "reachable" : backlog.problem().orElse("unreachable");
  }

  private String sweeping(boolean stalled) {
    if (!sweeper.duty().isRunning()) {
      return "not on this instance";
    }
    if (stalled) {
      return "stands still";
    }
    return sweeper.isForAll() ? "sweeps" : "sweeps its own claims only";
  }

  private boolean isStalled() {
    Optional<Instant> last = sweeper.lastPass();
    return sweeper.duty().isRunning()
        && last.isPresent()
        && last.get().plus(longestPause).isBefore(clock.instant());
  }
}

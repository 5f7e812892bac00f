package io.asyncable.sweep;

import io.asyncable.kafka.Backlog;
import io.asyncable.move.SweepSettings;
import io.asyncable.queue.PausedQueues;
import io.asyncable.type.Policies;
import io.asyncable.type.Policy;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which messages are on their way to the workers, and when the records of a paused or
 * unreachable queue need a check.
 */
final class Lookout {

  private final Policies policies;
  private final PausedQueues paused;
  private final Backlog backlog;
  private final EngineClock clock;
  private final Duration grace;

  /**
   * When the records of each type were last checked while their queue made no progress. Only one
   * pass at a time uses this map.
   */
  private final Map<String, Instant> lookedAtWhileStill = new HashMap<>();

  Lookout(
      Policies policies,
      PausedQueues paused,
      Backlog backlog,
      EngineClock clock,
      SweepSettings settings) {
    this.policies = policies;
    this.paused = paused;
    this.backlog = backlog;
    this.clock = clock;
    this.grace = settings.grace();
  }

  /**
   * Asks Kafka about the messages of the queues of these types. The answer may take seconds, so the
   * caller must hold no locks.
   *
   * @return without the types whose queue makes no progress and whose records were checked recently
   */
  List<Sought> soughtOf(List<ProcessType> types) {
    Map<String, OnItsWay> byQueue = new HashMap<>();
    List<Sought> sought = new ArrayList<>();
    for (ProcessType type : types) {
      Policy policy = policies.of(type);
      String queue = policy.queue();
      boolean pausedBefore = paused.contains(queue);
      if (pausedBefore && !isTimeToLook(type)) {
        continue;
      }
      OnItsWay messages =
          byQueue.computeIfAbsent(queue, any -> OnItsWay.ask(backlog, queue, paused));
      if (!messages.areUnknown() || pausedBefore || isTimeToLook(type)) {
        sought.add(new Sought(type, policy, messages));
      }
    }
    return sought;
  }

  /**
   * No attempt can begin while the queue makes no progress, so one check per grace is enough. Each
   * check reads all waiting records.
   */
  private boolean isTimeToLook(ProcessType type) {
    Instant now = clock.instant();
    Instant last = lookedAtWhileStill.get(type.name());
    boolean time = last == null || !last.plus(grace).isAfter(now);
    if (time) {
      lookedAtWhileStill.put(type.name(), now);
    }
    return time;
  }
}

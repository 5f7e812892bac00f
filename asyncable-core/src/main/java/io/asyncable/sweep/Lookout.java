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

/** Finds out what is on its way to the workers, and when a queue that stands still needs a look. */
final class Lookout {

  private final Policies policies;
  private final PausedQueues paused;
  private final Backlog backlog;
  private final EngineClock clock;
  private final Duration grace;

  /** By type of a still queue, when it was last looked at; touched by one pass at a time. */
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
   * Asks about the messages of the queues of these types. The answer may take seconds, so no row
   * may be locked meanwhile.
   *
   * @return without the types whose queue stands still and whose records were looked at lately
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

  /** Nothing may begin meanwhile, so nothing is urgent, and a look passes over all that wait. */
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

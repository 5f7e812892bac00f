package io.asyncable.sweep;

import io.asyncable.guard.Guards;
import io.asyncable.move.Due;
import io.asyncable.move.SweepSettings;
import io.asyncable.move.Timers.Timer;
import io.asyncable.run.Dispatcher;
import io.asyncable.run.Expiry;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges due records that wait for their next attempt: it begins, is held, or comes no more. */
final class WaitingJudge {

  /** A message that is on its way is looked for after so many times as long as it has been so. */
  private static final int LONGEST_WAIT = 10;

  private final Policies policies;
  private final Guards guards;
  private final Duration grace;
  private final int quarantineAfter;

  WaitingJudge(Policies policies, Guards guards, SweepSettings settings, WorkerSettings workers) {
    this.policies = policies;
    this.guards = guards;
    this.grace = settings.grace();
    this.quarantineAfter = workers.quarantineAfter();
  }

  void judge(ProcessType type, List<Due> waiting, OnItsWay messages, Verdicts verdicts) {
    Duration window = policies.of(type).window();
    List<Due> live = new ArrayList<>();
    for (Due due : waiting) {
      if (!due.reference().submission().plus(window).isAfter(verdicts.now)) {
        verdicts.giveUp(due, Expiry.Why.over(window));
      } else if (due.losses() >= quarantineAfter) {
        verdicts.giveUp(due, Expiry.Why.quarantined(due.losses()));
      } else {
        live.add(due);
      }
    }
    if (!live.isEmpty()) {
      release(type, live, messages, verdicts);
    }
  }

  private void release(ProcessType type, List<Due> live, OnItsWay messages, Verdicts verdicts) {
    Optional<Instant> heldUntil = guards.of(type).heldUntil(verdicts.now);
    if (heldUntil.isPresent()) {
      List<Timer> held =
          live.stream().map(due -> new Timer(due.reference(), heldUntil.get())).toList();
      verdicts.held.addAll(Dispatcher.ramp(held));
      return;
    }
    // Without an answer nobody can be reached, and of a paused queue nobody may be; they stay
    // due.
    live.forEach(
        due ->
            messages
                .oldest(Verdicts.laneOf(due))
                .ifPresent(oldest -> release(due, oldest, messages, verdicts)));
  }

  private void release(Due due, Instant oldest, OnItsWay messages, Verdicts verdicts) {
    Instant published = due.publishedAt();
    Instant now = verdicts.now;
    // Kafka's times have milliseconds: a message's own is never after its row's.
    if (published == null || oldest.isAfter(published)) {
      verdicts.publish(due, new Timer(due.reference(), now.plus(grace)));
    } else {
      Duration ahead = Duration.between(messages.movingSince(oldest), now);
      Duration own = Duration.between(published, now);
      verdicts.waiting++;
      verdicts.timers.add(new Timer(due.reference(), now.plus(patience(ahead, own))));
    }
  }

  /**
   * Looks again after as long as consumers have been on their way from the oldest message, so that
   * looks grow with the logarithm of the wait. But messages of others may be of any age, and a lost
   * one should be missed soon, so never after more than some times its own wait.
   */
  private Duration patience(Duration ahead, Duration own) {
    Duration longest = own.multipliedBy(LONGEST_WAIT);
    Duration patience = ahead.compareTo(longest) < 0 ? ahead : longest;
    return patience.compareTo(grace) > 0 ? patience : grace;
  }
}

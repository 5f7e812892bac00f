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

/**
 * Judges due records that wait for their next attempt: they are published, held by a breaker, or
 * given up.
 */
final class WaitingJudge {

  /**
   * A message on its way is checked again after at most this many times the time since its
   * publication.
   */
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
    // If Kafka does not answer or the queue is paused, there is no oldest message: they stay due.
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
   * The time until the next check: as long as consumers have worked on the oldest message, so that
   * the number of checks grows only with the logarithm of the wait. It is limited by the record's
   * own wait, because the messages ahead may be of any age and a lost message should be noticed
   * soon.
   */
  private Duration patience(Duration ahead, Duration own) {
    Duration longest = own.multipliedBy(LONGEST_WAIT);
    Duration patience = ahead.compareTo(longest) < 0 ? ahead : longest;
    return patience.compareTo(grace) > 0 ? patience : grace;
  }
}

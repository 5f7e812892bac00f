package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.dispatch.Attempts;
import io.asyncable.dispatch.Backlog;
import io.asyncable.dispatch.Dispatcher;
import io.asyncable.dispatch.Expiry;
import io.asyncable.dispatch.Guards;
import io.asyncable.dispatch.Publisher;
import io.asyncable.queue.PausedQueues;
import io.asyncable.record.Claimed;
import io.asyncable.record.Completions;
import io.asyncable.record.Due;
import io.asyncable.record.FailedAttempt;
import io.asyncable.record.Failure;
import io.asyncable.record.Failure.Event;
import io.asyncable.record.Policies;
import io.asyncable.record.Policy;
import io.asyncable.record.ProcessType;
import io.asyncable.record.Reference;
import io.asyncable.record.Timers;
import io.asyncable.record.Timers.Timer;
import io.asyncable.worker.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** One pass over the due records of one type: locks them, judges each, then publishes. */
final class SweepOfType {

  /** What sweeping needs. */
  record Engine(
      Timers timers,
      Completions completions,
      Policies policies,
      Guards guards,
      Attempts attempts,
      Expiry expiry,
      Publisher publisher,
      Backlog backlog,
      PausedQueues paused,
      Heartbeat worker,
      TransactionOperations transactions,
      Clock clock,
      AsyncableProperties settings) {}

  private static final Logger log = LoggerFactory.getLogger(SweepOfType.class);

  private final Engine engine;

  /** By paused type, when it was last looked at; touched by one pass at a time. */
  private final Map<String, Instant> lookedAtWhilePaused = new HashMap<>();

  SweepOfType(Engine engine) {
    this.engine = engine;
  }

  Tally of(ProcessType type) {
    if (!engine.timers.anyDue(type, engine.clock.instant())
        || isPaused(type) && !isTimeToLook(type)) {
      return Tally.NOTHING;
    }
    return pass(type, false);
  }

  /** The same of this worker's own claims only, which nobody else judges while it lives. */
  Tally ownOf(ProcessType type) {
    boolean any = !findDue(type, true, engine.clock.instant()).isEmpty();
    return any ? pass(type, true) : Tally.NOTHING;
  }

  private boolean isPaused(ProcessType type) {
    return engine.paused.contains(engine.policies.of(type).queue());
  }

  private Tally pass(ProcessType type, boolean own) {
    String queue = engine.policies.of(type).queue();
    // Asked before the rows are locked: nobody's row shall wait for Kafka.
    OnItsWay messages =
        isPaused(type)
            ? OnItsWay.UNKNOWN
            : OnItsWay.ask(engine.backlog, queue, engine.paused.wentOnAt(queue));
    Verdicts verdicts =
        engine.transactions.execute(
            status -> {
              Instant now = engine.clock.instant();
              return judge(type, findDue(type, own, now), messages, now);
            });
    Instant now = engine.clock.instant();
    verdicts.publish.forEach(
        due -> engine.publisher.publish(queue, due.reference(), now, due.trace()));
    int expired = 0;
    for (Verdicts.GivenUp givenUp : verdicts.giveUp) {
      expired += giveUp(type, givenUp) ? 1 : 0;
    }
    return verdicts.tally(expired);
  }

  private List<Due> findDue(ProcessType type, boolean own, Instant now) {
    Policy policy = engine.policies.of(type);
    long epoch = engine.worker.epoch();
    if (own) {
      return engine.timers.findOwnDue(type, epoch, policy.sweepLimit(), now);
    }
    return isPaused(type)
        ? engine.timers.findDueOfPaused(
            type, epoch, policy.sweepLimit(), now, now.minus(policy.window()))
        : engine.timers.findDue(type, epoch, policy.sweepLimit(), now);
  }

  /** One that cannot be expired stops nobody else, and stands first no longer. */
  private boolean giveUp(ProcessType type, Verdicts.GivenUp givenUp) {
    Reference record = givenUp.due().reference();
    try {
      return engine.expiry.giveUp(type, record, givenUp.lastError(), givenUp.why());
    } catch (RuntimeException failure) {
      log.error("{} could not be expired, which is tried again", record.key(), failure);
      Instant later = engine.clock.instant().plus(engine.settings.sweep().grace());
      engine.timers.set(type, List.of(new Timer(record, later)));
      return false;
    }
  }

  /** Nothing may begin meanwhile, so nothing is urgent, and a look passes over all that wait. */
  private boolean isTimeToLook(ProcessType type) {
    Instant now = engine.clock.instant();
    Instant last = lookedAtWhilePaused.get(type.name());
    boolean time = last == null || !last.plus(engine.settings.sweep().grace()).isAfter(now);
    if (time) {
      lookedAtWhilePaused.put(type.name(), now);
    }
    return time;
  }

  private Verdicts judge(ProcessType type, List<Due> found, OnItsWay messages, Instant now) {
    Policy policy = engine.policies.of(type);
    Verdicts verdicts = new Verdicts();
    if (found.isEmpty()) {
      return verdicts;
    }
    Duration grace = engine.settings.sweep().grace();
    Waiting waiting = new Waiting(policy, messages, now, grace);
    List<FailedAttempt> lost = new ArrayList<>();
    for (Due due : found) {
      if (!due.running()) {
        waiting.add(due, Optional.ofNullable(due.error()).orElse("NeverAttempted"));
      } else if (engine.attempts.holds(due.reference())) {
        verdicts.timers.add(new Timer(due.reference(), now.plus(grace.multipliedBy(3))));
        verdicts.running++;
      } else {
        Claimed attempt = due.attempt(type);
        Failure loss = loss(attempt, now.plus(grace));
        lost.add(new FailedAttempt(attempt, loss));
        waiting.add(afterLoss(due, loss), loss.error());
      }
    }
    if (!lost.isEmpty()) {
      engine.completions.fail(type, lost, now);
      verdicts.lost = lost.size();
    }
    waiting.judge(type, verdicts);
    engine.timers.set(type, verdicts.timers);
    return verdicts;
  }

  private Failure loss(Claimed attempt, Instant dueAt) {
    String error =
        attempt.epoch() == engine.worker.epoch()
            ? "Lost: the answer to the claim of attempt %d did not arrive"
                .formatted(attempt.attempt())
            : "Lost: the worker of attempt %d died (epoch %d)"
                .formatted(attempt.attempt(), attempt.epoch());
    return new Failure(Event.LOST, error, null, dueAt);
  }

  private static Due afterLoss(Due due, Failure loss) {
    return new Due(
        due.reference(),
        due.attemptedAt(),
        due.claimedBy(),
        loss.error(),
        false,
        due.failures(),
        due.losses() + 1,
        due.trace());
  }

  /** The records of a pass that wait for their next attempt. */
  private final class Waiting {

    private record Candidate(Due due, String lastError) {}

    private final List<Candidate> candidates = new ArrayList<>();
    private final Policy policy;
    private final OnItsWay messages;
    private final Instant now;
    private final Duration grace;

    Waiting(Policy policy, OnItsWay messages, Instant now, Duration grace) {
      this.policy = policy;
      this.messages = messages;
      this.now = now;
      this.grace = grace;
    }

    void add(Due due, String lastError) {
      candidates.add(new Candidate(due, lastError));
    }

    void judge(ProcessType type, Verdicts verdicts) {
      List<Due> live = new ArrayList<>();
      int quarantineAfter = engine.settings.worker().quarantineAfter();
      for (Candidate candidate : candidates) {
        Due due = candidate.due();
        if (!due.reference().submission().plus(policy.window()).isAfter(now)) {
          verdicts.giveUp(due, candidate.lastError(), "window of " + policy.window() + " over");
        } else if (due.losses() >= quarantineAfter) {
          verdicts.giveUp(
              due,
              candidate.lastError(),
              "quarantined, lost its worker " + due.losses() + " times");
        } else {
          live.add(due);
        }
      }
      if (!live.isEmpty()) {
        release(type, live, verdicts);
      }
    }

    private void release(ProcessType type, List<Due> live, Verdicts verdicts) {
      Optional<Instant> heldUntil = engine.guards.of(type).heldUntil(now);
      if (heldUntil.isPresent()) {
        List<Timer> held =
            live.stream().map(due -> new Timer(due.reference(), heldUntil.get())).toList();
        verdicts.timers.addAll(Dispatcher.ramp(held));
        verdicts.held = held.size();
        return;
      }
      // Without an answer nobody can be reached, and of a paused queue nobody may be; they stay
      // due.
      live.forEach(
          due ->
              messages.oldest(due.reference()).ifPresent(oldest -> release(due, oldest, verdicts)));
    }

    private void release(Due due, Instant oldest, Verdicts verdicts) {
      if (oldest.isAfter(due.waitingSince())) {
        verdicts.publish.add(due);
        again(due, oldest, verdicts);
      } else {
        verdicts.waiting++;
        again(due, messages.movingSince(oldest), verdicts);
      }
    }

    /** Looks again after as long as it has taken so far, so that looks grow with its logarithm. */
    private void again(Due due, Instant since, Verdicts verdicts) {
      Duration soFar = Duration.between(since, now);
      Instant next = now.plus(soFar.compareTo(grace) > 0 ? soFar : grace);
      verdicts.timers.add(new Timer(due.reference(), next));
    }
  }
}

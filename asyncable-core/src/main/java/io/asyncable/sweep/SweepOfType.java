package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.guard.Guards;
import io.asyncable.kafka.Backlog;
import io.asyncable.move.Claimed;
import io.asyncable.move.Completions;
import io.asyncable.move.Due;
import io.asyncable.move.Event;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers.Timer;
import io.asyncable.move.Timers;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.run.Expiry;
import io.asyncable.submit.Publisher;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.text.Plural;
import io.asyncable.type.Policies;
import io.asyncable.type.Policy;
import io.asyncable.type.ProcessType;
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

  /** A message that is on its way is looked for after so many times as long as it has been so. */
  private static final int LONGEST_WAIT = 10;

  private final Engine engine;

  /** By type of a still queue, when it was last looked at; touched by one pass at a time. */
  private final Map<String, Instant> lookedAtWhileStill = new HashMap<>();

  SweepOfType(Engine engine) {
    this.engine = engine;
  }

  Tally of(ProcessType type) {
    String queue = engine.policies.of(type).queue();
    boolean paused = engine.paused.contains(queue);
    if (!engine.timers.anyDue(type, engine.clock.instant()) || paused && !isTimeToLook(type)) {
      return Tally.NOTHING;
    }
    // Asked before the rows are locked: nobody's row shall wait for Kafka.
    OnItsWay messages = OnItsWay.ask(engine.backlog, queue, engine.paused);
    boolean still = messages.areUnknown();
    if (still && !paused && !isTimeToLook(type)) {
      return Tally.NOTHING;
    }
    Verdicts verdicts =
        engine.transactions.execute(status -> judge(type, still, messages, engine.clock.instant()));
    verdicts.publish.forEach(
        due ->
            engine.publisher.publish(
                queue, laneOf(due), due.reference(), verdicts.now, due.trace()));
    int expired = 0;
    for (Verdicts.GivenUp givenUp : verdicts.giveUp) {
      expired += giveUp(type, givenUp) ? 1 : 0;
    }
    return verdicts.tally(expired);
  }

  /**
   * Looks at this worker's own claims only, which nobody else judges while it lives. What was lost
   * waits for whoever sweeps.
   */
  Tally ownOf(ProcessType type) {
    Verdicts verdicts = new Verdicts(engine.clock.instant());
    int limit = engine.policies.of(type).sweepLimit();
    engine.transactions.executeWithoutResult(
        status -> {
          judgeRunning(
              type,
              engine.timers.findOwnDue(type, engine.worker.epoch(), limit, verdicts.now),
              verdicts.now,
              verdicts);
          engine.timers.set(type, verdicts.timers);
        });
    return verdicts.tally(0);
  }

  /** One that cannot be expired stops nobody else, and stands first no longer. */
  private boolean giveUp(ProcessType type, Verdicts.GivenUp givenUp) {
    Reference record = givenUp.due().reference();
    try {
      return engine.expiry.giveUp(type, record, givenUp.due().lastError(), givenUp.why());
    } catch (Throwable failure) {
      Instant later = engine.clock.instant().plus(engine.settings.sweep().grace());
      engine.timers.set(type, List.of(new Timer(record, later)));
      log.error(
          "Expiring {} failed and will be tried again: {}",
          LogText.of(record.key()),
          ErrorDetails.logged(failure));
      return false;
    }
  }

  /** Nothing may begin meanwhile, so nothing is urgent, and a look passes over all that wait. */
  private boolean isTimeToLook(ProcessType type) {
    Instant now = engine.clock.instant();
    Instant last = lookedAtWhileStill.get(type.name());
    boolean time = last == null || !last.plus(engine.settings.sweep().grace()).isAfter(now);
    if (time) {
      lookedAtWhileStill.put(type.name(), now);
    }
    return time;
  }

  private Verdicts judge(ProcessType type, boolean still, OnItsWay messages, Instant now) {
    Policy policy = engine.policies.of(type);
    Verdicts verdicts = new Verdicts(now);
    long epoch = engine.worker.epoch();
    List<Due> found =
        still
            ? engine.timers.findDueOfStill(
                type, epoch, policy.sweepLimit(), now, now.minus(policy.window()))
            : engine.timers.findDue(type, epoch, policy.sweepLimit(), now);
    if (found.isEmpty()) {
      return verdicts;
    }
    List<Due> running = found.stream().filter(Due::running).toList();
    List<Due> waiting = new ArrayList<>(judgeRunning(type, running, now, verdicts));
    found.stream().filter(due -> !due.running()).forEach(waiting::add);
    new Judge(policy, messages, now, engine.settings.sweep().grace())
        .judge(type, waiting, verdicts);
    engine.timers.set(type, verdicts.timers);
    engine.timers.publish(type, verdicts.published, now);
    return verdicts;
  }

  /** Looks later at those that run here, and writes the others down as lost, which it returns. */
  private List<Due> judgeRunning(
      ProcessType type, List<Due> running, Instant now, Verdicts verdicts) {
    Instant later = now.plus(engine.settings.sweep().grace().multipliedBy(3));
    List<FailedAttempt> failed = new ArrayList<>();
    List<Due> lost = new ArrayList<>();
    Duration window = engine.policies.of(type).window();
    for (Due due : running) {
      boolean held = engine.attempts.holds(due.reference());
      boolean tooLong = held && !due.attemptedAt().plus(window).isAfter(now);
      if (held && !tooLong) {
        verdicts.timers.add(new Timer(due.reference(), later));
        verdicts.running++;
      } else {
        Claimed attempt = due.attempt(type);
        Failure loss = loss(tooLong ? letGo(due, window) : lost(attempt), now);
        failed.add(new FailedAttempt(attempt, loss));
        lost.add(due.lost(loss));
      }
    }
    if (!failed.isEmpty()) {
      engine.completions.fail(type, failed, now);
      verdicts.lost = failed.size();
    }
    return lost;
  }

  /**
   * However long a living handler may run, it or the engine forgot to end if it took a whole window
   * to itself; and nobody else judges what this worker holds.
   */
  private String letGo(Due due, Duration window) {
    String reason =
        "attempt %d was still at work after a whole window of %s"
            .formatted(due.reference().attempt(), window);
    engine.attempts.letGo(due.reference(), reason);
    log.error(
        "Gave up waiting for the attempt of {}: {}", LogText.of(due.reference().key()), reason);
    return reason;
  }

  private String lost(Claimed attempt) {
    return attempt.epoch() == engine.worker.epoch()
        ? "the answer to the claim of attempt %d did not arrive, or its end could not be told"
            .formatted(attempt.attempt())
        : "the worker of attempt %d died (epoch %d)".formatted(attempt.attempt(), attempt.epoch());
  }

  private static Failure loss(String how, Instant dueAt) {
    return new Failure(Event.LOST, "Lost: " + how, null, dueAt);
  }

  private static Lane laneOf(Due due) {
    return Lane.of(due.reference().attempt(), due.losses());
  }

  /** The records of a pass that wait for their next attempt. */
  private final class Judge {

    private final Policy policy;
    private final OnItsWay messages;
    private final Instant now;
    private final Duration grace;

    Judge(Policy policy, OnItsWay messages, Instant now, Duration grace) {
      this.policy = policy;
      this.messages = messages;
      this.now = now;
      this.grace = grace;
    }

    void judge(ProcessType type, List<Due> waiting, Verdicts verdicts) {
      List<Due> live = new ArrayList<>();
      int quarantineAfter = engine.settings.worker().quarantineAfter();
      for (Due due : waiting) {
        if (!due.reference().submission().plus(policy.window()).isAfter(now)) {
          verdicts.giveUp(due, "window of " + policy.window() + " over");
        } else if (due.losses() >= quarantineAfter) {
          verdicts.giveUp(due, "quarantined, lost its worker " + Plural.of(due.losses(), "time"));
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
          due -> messages.oldest(laneOf(due)).ifPresent(oldest -> release(due, oldest, verdicts)));
    }

    private void release(Due due, Instant oldest, Verdicts verdicts) {
      Instant published = due.publishedAt();
      // Kafka's times have milliseconds: a message's own is never after its row's.
      if (published == null || oldest.isAfter(published)) {
        verdicts.publish(due, new Timer(due.reference(), now.plus(grace)));
      } else {
        verdicts.waiting++;
        verdicts.timers.add(new Timer(due.reference(), now.plus(patience(oldest, published))));
      }
    }

    /**
     * Looks again after as long as consumers have been on their way from the oldest message, so
     * that looks grow with the logarithm of the wait. But messages of others may be of any age, and
     * a lost one should be missed soon, so never after more than some times its own wait.
     */
    private Duration patience(Instant oldest, Instant published) {
      Duration ahead = Duration.between(messages.movingSince(oldest), now);
      Duration own = Duration.between(published, now).multipliedBy(LONGEST_WAIT);
      Duration patience = ahead.compareTo(own) < 0 ? ahead : own;
      return patience.compareTo(grace) > 0 ? patience : grace;
    }
  }
}

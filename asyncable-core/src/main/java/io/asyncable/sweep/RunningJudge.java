package io.asyncable.sweep;

import io.asyncable.move.Cause;
import io.asyncable.move.Claimed;
import io.asyncable.move.Completions;
import io.asyncable.move.Due;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.move.SweepSettings;
import io.asyncable.move.Timers.Timer;
import io.asyncable.run.Attempts;
import io.asyncable.text.LogText;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges due records whose attempt has begun: the attempt still runs here, or it is lost. */
final class RunningJudge {

  private static final Logger log = LoggerFactory.getLogger(RunningJudge.class);

  private final Attempts attempts;
  private final Completions completions;
  private final Policies policies;
  private final Heartbeat worker;
  private final Duration grace;

  RunningJudge(
      Attempts attempts,
      Completions completions,
      Policies policies,
      Heartbeat worker,
      SweepSettings settings) {
    this.attempts = attempts;
    this.completions = completions;
    this.policies = policies;
    this.worker = worker;
    this.grace = settings.grace();
  }

  /**
   * Moves the timers of attempts that run here, and records all others as lost. Those that must not
   * be repeated are left as they are until they are given up, so that nothing can begin meanwhile.
   *
   * @return the lost ones that wait for another attempt
   */
  List<Due> judge(ProcessType type, List<Due> running, Verdicts verdicts) {
    Instant now = verdicts.now;
    Instant later = now.plus(grace.multipliedBy(3));
    List<FailedAttempt> failed = new ArrayList<>();
    List<Due> lost = new ArrayList<>();
    Duration window = policies.of(type).window();
    for (Due due : running) {
      boolean held = attempts.holds(due.reference());
      boolean tooLong = held && !due.attemptedAt().plus(window).isAfter(now);
      if (held && !tooLong) {
        verdicts.timers.add(new Timer(due.reference(), later));
        verdicts.running++;
      } else {
        Claimed attempt = due.attempt(type);
        Failure loss = tooLong ? letGo(due, window, now) : lost(attempt, now);
        verdicts.lost++;
        if (due.once()) {
          verdicts.open.add(new FailedAttempt(attempt, loss));
        } else {
          failed.add(new FailedAttempt(attempt, loss));
          lost.add(due.lost(loss));
        }
      }
    }
    if (!failed.isEmpty()) {
      completions.fail(type, failed, now);
    }
    return lost;
  }

  /**
   * An attempt that has run for a whole window was forgotten, by its handler or by the engine. This
   * worker must end it, because no other instance judges its claims.
   */
  private Failure letGo(Due due, Duration window, Instant now) {
    String reason =
        "attempt %d was still at work after a whole window of %s"
            .formatted(due.reference().attempt(), window);
    attempts.letGo(due.reference(), reason);
    log.error(
        "Gave up waiting for the attempt of {}: {}", LogText.of(due.reference().key()), reason);
    return loss(Cause.OVERRAN, reason, now);
  }

  private Failure lost(Claimed attempt, Instant now) {
    return attempt.epoch() == worker.epoch()
        ? loss(
            Cause.LOST,
            "the answer to the claim of attempt %d did not arrive, or its end could not be told"
                .formatted(attempt.attempt()),
            now)
        : loss(
            Cause.WORKER_DIED,
            "the worker of attempt %d died (epoch %d)"
                .formatted(attempt.attempt(), attempt.epoch()),
            now);
  }

  private static Failure loss(Cause cause, String how, Instant dueAt) {
    return new Failure(cause, "Lost: " + how, null, dueAt);
  }
}

package io.asyncable.dispatch;

import io.asyncable.CancelSubmission;
import io.asyncable.DatabaseTrouble;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.dispatch.Meters.Outcome;
import io.asyncable.record.Claimed;
import io.asyncable.record.Completions;
import io.asyncable.record.ErrorDetails;
import io.asyncable.record.FailedAttempt;
import io.asyncable.record.Failure;
import io.asyncable.record.Failure.Event;
import io.asyncable.record.Plural;
import io.asyncable.record.Policies;
import io.asyncable.record.Policy;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the end of an attempt means, has it written and counts it. */
final class Endings {

  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  /** What ending an attempt needs. */
  record Engine(
      Policies policies,
      Completions completions,
      Completer completer,
      Expiry expiry,
      OwnOutage outage,
      Attempts attempts,
      Patience patience,
      Meters meters,
      Clock clock) {}

  private final Engine engine;

  Endings(Engine engine) {
    this.engine = engine;
  }

  /**
   * The handler returned.
   *
   * @param outcome what is already written, inside the handler's transaction
   */
  void succeeded(Running running, long began, Optional<Outcome> outcome) {
    running.end();
    Claimed attempt = running.attempt();
    if (outcome.isPresent()) {
      engine.attempts.forget(attempt);
      count(attempt, outcome.get(), began);
    } else {
      Duration took = since(began);
      engine.completer.succeeded(
          attempt,
          written -> count(attempt, written ? Outcome.PROCESSED : Outcome.SUPERSEDED, took));
    }
  }

  /** The handler threw, or ran too long; the first to say so is heard. */
  void failed(Running running, long began, Throwable thrown) {
    if (!running.end()) {
      return;
    }
    if (running.givenBack() != null) {
      giveBack(running, began);
    } else if (thrown instanceof RetryLater later) {
      postpone(running, began, later.delay(), "" + later.getMessage());
    } else if (thrown instanceof CallNotPermittedException refused) {
      postpone(running, began, Duration.ofSeconds(10), "" + refused.getMessage());
    } else if (thrown instanceof CancelSubmission cancel) {
      cancel(running.attempt(), cancel, began);
    } else {
      Optional<DatabaseTrouble> outage = engine.outage.behind(thrown, running.attempt());
      if (outage.isPresent()) {
        sitOut(running, began, outage.get());
      } else {
        fail(running.attempt(), thrown, began);
      }
    }
  }

  /** As long as after a failure, so that a database that comes back is not met by all at once. */
  private void sitOut(Running running, long began, DatabaseTrouble outage) {
    Claimed attempt = running.attempt();
    Duration backoff = engine.policies.of(attempt.type()).backoff(attempt.failures() + 1);
    postpone(running, began, backoff, outage.sentence());
  }

  private void fail(Claimed attempt, Throwable thrown, long began) {
    Policy policy = engine.policies.of(attempt.type());
    ErrorDetails details = ErrorDetails.of(thrown);
    Instant dueAt = engine.clock.instant().plus(policy.backoff(attempt.failures() + 1));
    Failure failure = new Failure(Event.FAILED, details.summary(), details, dueAt);
    log.warn(
        "Attempt {} of {} failed: {}",
        attempt.attempt(),
        attempt.key(),
        thrown.getClass().getName());
    if (thrown instanceof PermanentFailure || policy.isPermanent(thrown)) {
      giveUp(new FailedAttempt(attempt, failure), "permanent failure", began);
    } else if (policy.isExhausted(attempt.failures() + 1)) {
      giveUp(
          new FailedAttempt(attempt, failure),
          "failed " + Plural.of(policy.maxFailures(), "time") + ", attempts exhausted",
          began);
    } else {
      Duration took = since(began);
      engine.completer.failed(
          attempt,
          failure,
          written -> count(attempt, written ? Outcome.FAILED : Outcome.SUPERSEDED, took));
    }
  }

  private void giveUp(FailedAttempt failed, String why, long began) {
    conclude(failed.attempt(), Outcome.EXPIRED, began, () -> engine.expiry.giveUp(failed, why));
  }

  private void cancel(Claimed attempt, CancelSubmission cancel, long began) {
    conclude(
        attempt,
        Outcome.CANCELED,
        began,
        () -> engine.completions.cancel(attempt, "" + cancel.getMessage(), engine.clock.instant()));
  }

  /** What cannot be written is forgotten all the same: the sweeper judges what nobody holds. */
  private void conclude(
      Claimed attempt, Outcome outcome, long began, Patience.Work<Boolean> statement) {
    try {
      boolean concluded = engine.patience.untilWritten("a conclusion", statement);
      count(attempt, concluded ? outcome : Outcome.SUPERSEDED, began);
    } catch (RuntimeException unwritable) {
      log.error("Not written: {} is {}", attempt.key(), outcome, unwritable);
    } finally {
      engine.attempts.forget(attempt);
    }
  }

  /** Gives the attempt back, to be run at once by another worker; does not count as a failure. */
  void giveBack(Running running, long began) {
    again(running, began, Duration.ZERO, ErrorDetails.GIVEN_BACK + running.givenBack());
  }

  /** Puts the next attempt off; does not count as a failure. */
  void postpone(Running running, long began, Duration delay, String reason) {
    again(running, began, delay, ErrorDetails.POSTPONED + reason);
  }

  private void again(Running running, long began, Duration delay, String error) {
    Claimed attempt = running.attempt();
    Instant dueAt = engine.clock.instant().plus(delay);
    Duration took = since(began);
    engine.completer.failed(
        attempt,
        new Failure(Event.POSTPONED, ErrorDetails.fit(error), null, dueAt),
        written -> count(attempt, written ? Outcome.POSTPONED : Outcome.SUPERSEDED, took));
  }

  private void count(Claimed attempt, Outcome outcome, long began) {
    count(attempt, outcome, since(began));
  }

  private void count(Claimed attempt, Outcome outcome, Duration took) {
    String queue = engine.policies.of(attempt.type()).queue();
    engine.meters.attempt(attempt, queue, outcome, took);
  }

  /** The time since then, by {@link System#nanoTime}. */
  static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}

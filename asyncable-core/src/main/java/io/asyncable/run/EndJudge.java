package io.asyncable.run;

import io.asyncable.CancelSubmission;
import io.asyncable.DatabaseTrouble;
import io.asyncable.OutcomeUnknown;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.move.Cause;
import io.asyncable.move.Claimed;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.ThrottledLogByKey;
import io.asyncable.type.Policies;
import io.asyncable.type.Policy;
import io.asyncable.worker.EngineClock;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the end of an attempt means for its record. */
final class EndJudge {

  private static final Logger log = LoggerFactory.getLogger(EndJudge.class);

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Long enough to let other work go first, and short enough for people who wait for the record.
   */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** By process type. If a service refuses a large import, the failures must not fill the log. */
  private final ThrottledLogByKey<String> failures =
      new ThrottledLogByKey<>(log, type -> "Attempts of " + type + " failed {}, the latest: {}");

  private final Policies policies;
  private final OutcomeWriter outcomes;
  private final EngineClock clock;

  EndJudge(Policies policies, OutcomeWriter outcomes, EngineClock clock) {
    this.policies = policies;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  void decide(Running running, End end, Duration took) {
    Claimed attempt = running.attempt();
    if (end instanceof End.Written written) {
      outcomes.settled(attempt, written.outcome(), took);
    } else if (end instanceof End.Returned) {
      outcomes.processed(attempt, took);
    } else if (end instanceof End.MovedOn) {
      outcomes.settled(attempt, Outcome.SUPERSEDED, took);
    } else if (end instanceof End.PutOff later) {
      postpone(attempt, later.delay(), later.reason(), took);
    } else if (isUnknown(end) || running.isLeftOpen() && !isTold(end)) {
      leaveOpen(running, end, took);
    } else if (running.givenBack() != null) {
      again(attempt, Cause.GIVEN_BACK, Duration.ZERO, "Given back: " + running.givenBack(), took);
    } else if (end instanceof End.SatOut out) {
      sitOut(attempt, out.outage(), took);
    } else if (end instanceof End.Threw threw) {
      threw(attempt, threw.failure(), took);
    }
  }

  private static boolean isUnknown(End end) {
    return end instanceof End.Threw threw && threw.failure() instanceof OutcomeUnknown;
  }

  /** The handler itself has decided about its record, whatever interrupted it. */
  private static boolean isTold(End end) {
    return end instanceof End.Threw threw && OwnOutage.saysItself(threw.failure());
  }

  /** Nobody knows whether the attempt did its work, so no other one begins. */
  private void leaveOpen(Running running, End end, Duration took) {
    Claimed attempt = running.attempt();
    Throwable thrown = end instanceof End.Threw threw ? threw.failure() : null;
    if (thrown != null) {
      tell(attempt, thrown);
    }
    outcomes.expired(
        new FailedAttempt(attempt, unknown(running, end)), Expiry.Why.unknown(thrown), took);
  }

  private Failure unknown(Running running, End end) {
    Instant now = clock.instant();
    if (running.givenBack() != null && !isUnknown(end)) {
      return new Failure(Cause.GIVEN_BACK, "Given back: " + running.givenBack(), null, now);
    }
    if (end instanceof End.Threw threw) {
      ErrorDetails details = readable(threw.failure());
      return new Failure(Cause.FAILED, details.summary(), details, now);
    }
    String outage =
        end instanceof End.SatOut out ? out.outage().sentence() : "its end is not known";
    return new Failure(Cause.LOST, ErrorDetails.fit("Lost: " + outage), null, now);
  }

  /** The exception's own methods are the application's code, so reading it may throw. */
  private static ErrorDetails readable(Throwable thrown) {
    try {
      return ErrorDetails.of(thrown);
    } catch (RuntimeException | Error unreadable) {
      return ErrorDetails.of(unreadable);
    }
  }

  private void threw(Claimed attempt, Throwable thrown, Duration took) {
    try {
      judge(attempt, thrown, took);
    } catch (RuntimeException | Error unreadable) {
      fail(attempt, unreadable, took);
    }
  }

  private void judge(Claimed attempt, Throwable thrown, Duration took) {
    if (thrown instanceof RetryLater later) {
      postpone(attempt, later.delay(), ErrorDetails.messageOf(later), took);
    } else if (thrown instanceof CallNotPermittedException refused) {
      postpone(attempt, SOON, ErrorDetails.messageOf(refused), took);
    } else if (thrown instanceof CancelSubmission cancel) {
      outcomes.canceled(attempt, ErrorDetails.messageOf(cancel), took);
    } else {
      fail(attempt, thrown, took);
    }
  }

  /**
   * An attempt that the database stopped is due again soon, even if its type retries only once a
   * day.
   */
  private void sitOut(Claimed attempt, DatabaseTrouble outage, Duration took) {
    Duration backoff = policies.of(attempt.type()).backoff(attempt.failures() + 1);
    postpone(attempt, backoff.compareTo(SOON) < 0 ? backoff : SOON, outage.sentence(), took);
  }

  private void fail(Claimed attempt, Throwable thrown, Duration took) {
    Policy policy = policies.of(attempt.type());
    ErrorDetails details = ErrorDetails.of(thrown);
    Instant dueAt = in(policy.backoff(attempt.failures() + 1));
    Failure failure = new Failure(Cause.FAILED, details.summary(), details, dueAt);
    tell(attempt, thrown);
    if (thrown instanceof PermanentFailure || policy.isPermanent(thrown)) {
      outcomes.expired(new FailedAttempt(attempt, failure), Expiry.Why.permanent(thrown), took);
    } else if (policy.isExhausted(attempt.failures() + 1)) {
      outcomes.expired(
          new FailedAttempt(attempt, failure),
          Expiry.Why.exhausted(policy.maxFailures(), thrown),
          took);
    } else {
      outcomes.again(attempt, failure, Outcome.FAILED, took);
    }
  }

  /** Logs failures of a type at most once a minute. The history has all of them. */
  private void tell(Claimed attempt, Throwable thrown) {
    failures.event(
        attempt.type().name(),
        "attempt %d of %s: %s"
            .formatted(attempt.attempt(), attempt.key(), thrown.getClass().getName()));
  }

  /** Postpones the next attempt; does not count as a failure. */
  private void postpone(Claimed attempt, Duration delay, String reason, Duration took) {
    again(attempt, Cause.POSTPONED, delay, "Postponed: " + reason, took);
  }

  private void again(Claimed attempt, Cause cause, Duration delay, String error, Duration took) {
    outcomes.again(
        attempt,
        new Failure(cause, ErrorDetails.fit(error), null, in(delay)),
        Outcome.POSTPONED,
        took);
  }

  /** Limits the delay, because PostgreSQL and Java support times only up to a limit. */
  private Instant in(Duration delay) {
    return clock.instant().plus(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
  }
}

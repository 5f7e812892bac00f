package io.asyncable.run;

import io.asyncable.CancelSubmission;
import io.asyncable.DatabaseTrouble;
import io.asyncable.PermanentFailure;
import io.asyncable.RetryLater;
import io.asyncable.database.Patience;
import io.asyncable.move.Claimed;
import io.asyncable.move.Completions;
import io.asyncable.move.Event;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Failure;
import io.asyncable.observe.Meters.Outcome;
import io.asyncable.observe.Meters;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import io.asyncable.text.Plural;
import io.asyncable.type.Policies;
import io.asyncable.type.Policy;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts: releases each, decides what its end means, gets it written and counts it. */
final class Endings {

  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** The end of an attempt until its real end is known. */
  private static final End UNKNOWN = new End.Threw(new IllegalStateException("Broken off"));

  /** The collaborators for ending attempts. */
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

  /** What is left of an attempt, on the thread that it has. */
  interface Course {
    End run() throws Exception;
  }

  /**
   * The only way out: every attempt ends here, with its thread or without. Whatever is thrown on
   * the way, its guard and its place become free and it {@link #end ends}.
   */
  void through(Running running, long began, Course course) {
    End end = UNKNOWN;
    try {
      end = course.run();
    } catch (Throwable thrown) {
      end = thrown(running, thrown);
    } finally {
      leave(running, began, end);
    }
  }

  /** Exceptions are the application's code too, and may throw when they are read. */
  private End thrown(Running running, Throwable thrown) {
    TimeoutException tooLong = running.cutOff();
    if (tooLong != null) {
      return cutOff(running.attempt(), tooLong);
    }
    Throwable cause = cause(running, thrown);
    try {
      return engine
          .outage
          .behind(cause, running.attempt())
          .<End>map(End.SatOut::new)
          .orElseGet(() -> new End.Threw(cause));
    } catch (Throwable unreadable) {
      return new End.Threw(cause);
    }
  }

  /** How an attempt ended that its time limit cut off. */
  End cutOff(Claimed attempt, TimeoutException tooLong) {
    return engine
        .outage
        .during(attempt)
        .<End>map(End.SatOut::new)
        .orElseGet(() -> new End.Threw(tooLong));
  }

  private void leave(Running running, long began, End end) {
    try {
      running.freeGuard(since(began), toGuard(running, end));
    } finally {
      try {
        end(running, began, end);
      } finally {
        running.freePlace();
      }
    }
  }

  /** A handler that ignored the interrupt may have succeeded, but its service was too slow. */
  private End toGuard(Running running, End end) {
    TimeoutException tooLong = running.cutOff();
    return tooLong != null && end.wasTried() ? cutOff(running.attempt(), tooLong) : end;
  }

  /**
   * Gets the end of an attempt written. The first report of its end counts, and a late success of
   * the handler counts too. Without any report the attempt is forgotten, and the sweeper will find
   * it lost.
   */
  void end(Running running, long began, End end) {
    if (!running.end() && !end.isSuccess()) {
      return;
    }
    try {
      decide(running, end, since(began));
    } catch (Throwable undecided) {
      engine.attempts.forget(running.attempt());
      log.error(
          "The end of attempt {} of {} cannot be written, so the sweeper takes care of it: {}",
          running.attempt().attempt(),
          LogText.of(running.attempt().key()),
          ErrorDetails.logged(undecided));
    }
  }

  private void decide(Running running, End end, Duration took) {
    Claimed attempt = running.attempt();
    if (end instanceof End.Written written) {
      settled(attempt, written.outcome(), took);
    } else if (end instanceof End.Returned) {
      engine.completer.succeeded(
          attempt,
          written -> count(attempt, written ? Outcome.PROCESSED : Outcome.SUPERSEDED, took));
    } else if (end instanceof End.MovedOn) {
      settled(attempt, Outcome.SUPERSEDED, took);
    } else if (end instanceof End.PutOff later) {
      postpone(attempt, later.delay(), later.reason(), took);
    } else if (running.givenBack() != null) {
      again(attempt, Duration.ZERO, ErrorDetails.GIVEN_BACK + running.givenBack(), took);
    } else if (end instanceof End.SatOut out) {
      sitOut(attempt, out.outage(), took);
    } else if (end instanceof End.Threw threw) {
      threw(attempt, threw.failure(), took);
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
      postpone(attempt, Duration.ofSeconds(10), ErrorDetails.messageOf(refused), took);
    } else if (thrown instanceof CancelSubmission cancel) {
      cancel(attempt, ErrorDetails.messageOf(cancel), took);
    } else {
      fail(attempt, thrown, took);
    }
  }

  /**
   * As long as after a failure, so that not all records hit the database at once when it comes
   * back.
   */
  private void sitOut(Claimed attempt, DatabaseTrouble outage, Duration took) {
    Duration backoff = engine.policies.of(attempt.type()).backoff(attempt.failures() + 1);
    postpone(attempt, backoff, outage.sentence(), took);
  }

  private void settled(Claimed attempt, Outcome outcome, Duration took) {
    engine.attempts.forget(attempt);
    count(attempt, outcome, took);
  }

  private void fail(Claimed attempt, Throwable thrown, Duration took) {
    Policy policy = engine.policies.of(attempt.type());
    ErrorDetails details = ErrorDetails.of(thrown);
    Instant dueAt = in(policy.backoff(attempt.failures() + 1));
    Failure failure = new Failure(Event.FAILED, details.summary(), details, dueAt);
    log.warn(
        "Attempt {} of {} failed: {}",
        attempt.attempt(),
        LogText.of(attempt.key()),
        thrown.getClass().getName());
    if (thrown instanceof PermanentFailure || policy.isPermanent(thrown)) {
      giveUp(new FailedAttempt(attempt, failure), "permanent failure", took);
    } else if (policy.isExhausted(attempt.failures() + 1)) {
      giveUp(
          new FailedAttempt(attempt, failure),
          "failed " + Plural.of(policy.maxFailures(), "time") + ", attempts exhausted",
          took);
    } else {
      engine.completer.failed(
          attempt,
          failure,
          written -> count(attempt, written ? Outcome.FAILED : Outcome.SUPERSEDED, took));
    }
  }

  private void giveUp(FailedAttempt failed, String why, Duration took) {
    conclude(failed.attempt(), Outcome.EXPIRED, took, () -> engine.expiry.giveUp(failed, why));
  }

  private void cancel(Claimed attempt, String reason, Duration took) {
    conclude(
        attempt,
        Outcome.CANCELED,
        took,
        () -> engine.completions.cancel(attempt, reason, engine.clock.instant()));
  }

  private void conclude(
      Claimed attempt, Outcome outcome, Duration took, Patience.Work<Boolean> statement) {
    boolean concluded = engine.patience.untilWritten("a conclusion", statement);
    settled(attempt, concluded ? outcome : Outcome.SUPERSEDED, took);
  }

  /** Postpones the next attempt; does not count as a failure. */
  private void postpone(Claimed attempt, Duration delay, String reason, Duration took) {
    again(attempt, delay, ErrorDetails.POSTPONED + reason, took);
  }

  private void again(Claimed attempt, Duration delay, String error, Duration took) {
    engine.completer.failed(
        attempt,
        new Failure(Event.POSTPONED, ErrorDetails.fit(error), null, in(delay)),
        written -> count(attempt, written ? Outcome.POSTPONED : Outcome.SUPERSEDED, took));
  }

  /** PostgreSQL and Java tell times only so far ahead. */
  private Instant in(Duration delay) {
    return engine.clock.instant().plus(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
  }

  private void count(Claimed attempt, Outcome outcome, Duration took) {
    String queue = engine.policies.of(attempt.type()).queue();
    engine.meters.attempt(attempt, queue, outcome, took);
  }

  /** Why an attempt failed; an exceeded time limit outranks the exception of the handler. */
  static Throwable cause(Running running, Throwable thrown) {
    TimeoutException tooLong = running.cutOff();
    if (tooLong != null) {
      return tooLong;
    }
    return thrown instanceof UndeclaredThrowableException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}

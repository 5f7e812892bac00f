package io.asyncable.run;

import io.asyncable.OutcomeUnknown;
import io.asyncable.move.Claimed;
import io.asyncable.text.ErrorDetails;
import io.asyncable.text.LogText;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts: finds out how each ended, frees its guard and place, and has the end judged. */
final class Endings {

  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  /** The end of an attempt until its real end is known. */
  private static final End UNKNOWN = new End.Threw(new IllegalStateException("Broken off"));

  private final OwnOutage outage;
  private final Attempts attempts;
  private final EndJudge judge;

  Endings(OwnOutage outage, Attempts attempts, EndJudge judge) {
    this.outage = outage;
    this.attempts = attempts;
    this.judge = judge;
  }

  /** The remaining work of an attempt, on its thread if it has one. */
  interface Course {
    End run() throws Exception;
  }

  /**
   * Every attempt ends here, with or without a thread. Whatever is thrown, its guard and its place
   * become free, and it {@link #end ends}.
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

  /** The exception's own methods are the application's code, so reading it may throw. */
  private End thrown(Running running, Throwable thrown) {
    OutcomeUnknown told = running.unknown();
    Throwable own = told == null ? unwrapped(thrown) : told;
    if (own instanceof OutcomeUnknown || running.isBegunOnce() && OwnOutage.saysItself(own)) {
      return new End.Threw(own);
    }
    TimeoutException tooLong = running.cutOff();
    if (tooLong != null) {
      return cutOff(running.attempt(), tooLong);
    }
    Throwable cause = cause(running, thrown);
    try {
      return outage
          .behind(cause, running.attempt())
          .<End>map(End.SatOut::new)
          .orElseGet(() -> new End.Threw(cause));
    } catch (Throwable unreadable) {
      return new End.Threw(cause);
    }
  }

  /** How an attempt ended that its time limit cut off. */
  End cutOff(Claimed attempt, TimeoutException tooLong) {
    return outage.during(attempt).<End>map(End.SatOut::new).orElseGet(() -> new End.Threw(tooLong));
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
      judge.decide(running, end, since(began));
    } catch (Throwable undecided) {
      attempts.forget(running.attempt());
      log.error(
          "The end of attempt {} of {} cannot be written, so the sweeper takes care of it: {}",
          running.attempt().attempt(),
          LogText.of(running.attempt().key()),
          ErrorDetails.logged(undecided));
    }
  }

  /** Why an attempt failed; an exceeded time limit outranks the exception of the handler. */
  static Throwable cause(Running running, Throwable thrown) {
    TimeoutException tooLong = running.cutOff();
    if (tooLong != null) {
      return tooLong;
    }
    return unwrapped(thrown);
  }

  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof UndeclaredThrowableException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}

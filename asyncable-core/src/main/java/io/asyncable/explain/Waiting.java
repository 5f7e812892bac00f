package io.asyncable.explain;

import static io.asyncable.text.Times.text;

import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.move.Cause;
import io.asyncable.text.Plural;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record waits for its first or its next attempt. */
sealed interface Waiting extends Reason
    permits Blocked, Waiting.Queued, Waiting.Unpublished, Waiting.Retrying, Waiting.Limited {

  /** The next step of a record that nothing holds back. */
  static String due(int attempt) {
    return "Attempt %d is due. The next free worker will begin it.".formatted(attempt);
  }

  /** The end of a sentence that says when the engine gives up. */
  static String giveUp(Instant at) {
    return "the engine gives up at " + text(at);
  }

  /**
   * The next step when the timer comes. If the engine gives up before or at that time, there is no
   * such step.
   *
   * @param follows the next step as a sentence
   */
  private static String unlessOver(Instant timer, Instant giveUpAt, String follows) {
    return isOver(timer, giveUpAt)
        ? "The engine gives up at %s, before the next attempt. Retry the record now."
            .formatted(text(giveUpAt))
        : follows;
  }

  /** The line if the engine gives up before or at the time of the timer. */
  private static Optional<Brief> over(Instant timer, Instant giveUpAt, String soFar) {
    return isOver(timer, giveUpAt)
        ? Optional.of(Brief.of(soFar + "; given up ", giveUpAt).and(", before the next attempt"))
        : Optional.empty();
  }

  private static boolean isOver(Instant timer, Instant giveUpAt) {
    return !timer.isBefore(giveUpAt);
  }

  /**
   * The record's message waits for a free worker.
   *
   * @param soFar how the record came to wait
   * @param ahead the record's place in the queue, in words
   * @param giveUpAt when the engine gives up
   */
  record Queued(String soFar, String ahead, Instant giveUpAt) implements Waiting {
    @Override
    public Cause cause() {
      return Cause.QUEUED;
    }

    @Override
    public String sentence() {
      return soFar + ahead + ".";
    }

    @Override
    public String next() {
      return "The next free worker will begin the attempt; %s.".formatted(giveUp(giveUpAt));
    }

    @Override
    public Brief brief() {
      return Brief.of("Waiting for a free worker");
    }
  }

  /**
   * The record has no message on its way: the message was lost, or was not published yet.
   *
   * @param again when the sweeper publishes the record
   */
  record Unpublished(String soFar, String queue, Instant again, Instant giveUpAt)
      implements Waiting {
    @Override
    public Cause cause() {
      return Cause.NOT_PUBLISHED;
    }

    @Override
    public String sentence() {
      return "%s The record has no message on its way in queue %s.".formatted(soFar, queue);
    }

    @Override
    public String next() {
      return unlessOver(
          again, giveUpAt, "The sweeper will publish it at %s.".formatted(text(again)));
    }

    @Override
    public Brief brief() {
      return over(again, giveUpAt, "No message on its way")
          .orElseGet(() -> Brief.of("No message on its way; published again ", again));
    }

    @Override
    public Action action() {
      return Action.RETRY;
    }
  }

  /**
   * The last attempt did not succeed.
   *
   * @param nextAt when the next attempt is due; null if it is due now
   * @param swept whether a sweeper runs that will make the attempt at that time
   */
  record Retrying(
      String soFar, int nextAttempt, @Nullable Instant nextAt, boolean swept, Instant giveUpAt)
      implements Waiting {
    @Override
    public Cause cause() {
      return Cause.RETRYING;
    }

    @Override
    public String sentence() {
      return soFar;
    }

    @Override
    public String next() {
      if (nextAt == null) {
        return due(nextAttempt);
      }
      String follows =
          unlessOver(
              nextAt,
              giveUpAt,
              "Attempt %d follows at %s; %s."
                  .formatted(nextAttempt, text(nextAt), giveUp(giveUpAt)));
      return swept
          ? follows
          : follows + " But no sweeper is running: start an instance with the role sweeper.";
    }

    @Override
    public Brief brief() {
      if (nextAt == null) {
        return Brief.of("Attempt %d is due".formatted(nextAttempt));
      } else if (!swept) {
        return Brief.of("No sweeper is running; attempt %d is due ".formatted(nextAttempt), nextAt);
      }
      return over(nextAt, giveUpAt, "Tried %s".formatted(Plural.of(nextAttempt - 1, "time")))
          .orElseGet(() -> Brief.of("Attempt %d follows ".formatted(nextAttempt), nextAt));
    }

    @Override
    public Action action() {
      return swept ? Action.RETRY : Action.START_SWEEPER;
    }
  }

  /**
   * A rate limiter or bulkhead refused the record.
   *
   * @param refusal the latest refusal of such a limit; null if no living worker knows of one
   */
  record Limited(
      String soFar, Cause cause, @Nullable Refusal refusal, Instant nextAt, Instant giveUpAt)
      implements Waiting {
    @Override
    public String sentence() {
      String limit = cause == Cause.RATE_LIMITED ? "rate limit reached" : "too many at once";
      return refusal == null
          ? "%s Waiting (%s).".formatted(soFar, limit)
          : "%s Waiting for %s (%s, last refused at %s)."
              .formatted(soFar, refusal.service(), limit, text(refusal.refusedAt()));
    }

    @Override
    public String next() {
      return unlessOver(
          nextAt, giveUpAt, "The record will be tried again at %s.".formatted(text(nextAt)));
    }

    @Override
    public Brief brief() {
      String limit =
          (cause == Cause.RATE_LIMITED ? "Too many a second" : "Too many at once")
              + (refusal == null ? "" : " for " + refusal.service());
      return over(nextAt, giveUpAt, limit)
          .orElseGet(() -> Brief.of(limit + "; tried again ", nextAt));
    }

    @Override
    public @Nullable Action action() {
      return isOver(nextAt, giveUpAt) ? Action.RETRY : null;
    }
  }
}

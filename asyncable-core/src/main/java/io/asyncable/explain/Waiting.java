package io.asyncable.explain;

import static io.asyncable.explain.Times.text;

import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.move.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record waits for its first or its next attempt. */
sealed interface Waiting extends Reason
    permits Blocked, Waiting.Queued, Waiting.Unpublished, Waiting.Retrying, Waiting.Limited {

  /** What follows when nothing is in the way. */
  static String due(int attempt) {
    return "Attempt %d is due. The next free worker will begin it.".formatted(attempt);
  }

  /** The rest of a sentence. */
  static String giveUp(Instant at) {
    return "the engine gives up at " + text(at);
  }

  /**
   * What follows when the timer comes: nothing, if it comes when the engine gives up.
   *
   * @param follows what would follow before, as a sentence
   */
  private static String unlessOver(Instant timer, Instant giveUpAt, String follows) {
    return isOver(timer, giveUpAt)
        ? "The engine gives up at %s, before the next attempt. Retry the record now."
            .formatted(text(giveUpAt))
        : follows;
  }

  private static boolean isOver(Instant timer, Instant giveUpAt) {
    return !timer.isBefore(giveUpAt);
  }

  /**
   * Its message waits for a free worker.
   *
   * @param soFar how it came here
   * @param ahead in words, where it stands
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
  }

  /**
   * No message of it is on its way: it was lost, or not published yet.
   *
   * @param again when the sweeper publishes it
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
    public Action action() {
      return Action.RETRY;
    }
  }

  /**
   * The last attempt did not succeed.
   *
   * @param nextAt when the next one is due; null if it is
   * @param swept whether anybody will notice that time
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
    public Action action() {
      return swept ? Action.RETRY : Action.START_SWEEPER;
    }
  }

  /**
   * A rate limiter or bulkhead refused it.
   *
   * @param refusal the latest of such limits; null if no living worker knows of one
   */
  record Limited(
      String soFar, Cause cause, @Nullable Refusal refusal, Instant nextAt, Instant giveUpAt)
      implements Waiting {
    @Override
    public String sentence() {
      String limit = cause == Cause.RATE_LIMITED ? "rate limit" : "bulkhead";
      return refusal == null
          ? "%s Held by a %s.".formatted(soFar, limit)
          : "%s Held by the %s %s, which last refused at %s."
              .formatted(soFar, limit, refusal.service(), text(refusal.refusedAt()));
    }

    @Override
    public String next() {
      return unlessOver(
          nextAt, giveUpAt, "The record will be tried again at %s.".formatted(text(nextAt)));
    }

    @Override
    public @Nullable Action action() {
      return isOver(nextAt, giveUpAt) ? Action.RETRY : null;
    }
  }
}

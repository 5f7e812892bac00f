package io.asyncable.explain;

import static io.asyncable.explain.Times.text;

import io.asyncable.dispatch.LimitRows.Kind;
import io.asyncable.dispatch.LimitRows.Refusal;
import io.asyncable.record.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record waits for its first or its next attempt. */
sealed interface Waiting extends Reason
    permits Blocked, Waiting.Queued, Waiting.Unpublished, Waiting.Retrying, Waiting.Limited {

  /** What follows when nothing is in the way. */
  static String due(int attempt) {
    return "Attempt %d is due: the next free worker begins it.".formatted(attempt);
  }

  /** The rest of a sentence. */
  static String giveUp(Instant at) {
    return "the engine gives up at " + text(at);
  }

  /**
   * What follows when the timer comes: nothing, if it comes when the engine gives up.
   *
   * @param remedy what helps then
   * @param follows what would follow before, as a sentence
   */
  private static String unlessOver(Instant timer, Instant giveUpAt, Action remedy, String follows) {
    return isOver(timer, giveUpAt)
        ? "The engine gives up at %s, and no attempt comes before. %s"
            .formatted(
                text(giveUpAt),
                remedy == Action.RETRY ? "Retry it now." : "Restart it for a new window.")
        : follows;
  }

  /** What helps a record whose timer comes too late; before its first attempt it has no restart. */
  private static Action remedy(boolean first) {
    return first ? Action.RETRY : Action.RESTART;
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
      return "The next free worker begins it; %s.".formatted(giveUp(giveUpAt));
    }
  }

  /**
   * No message of it is on its way: it was lost, or turned back.
   *
   * @param first whether it waits for its first attempt
   * @param again when the sweeper publishes it
   */
  record Unpublished(String soFar, boolean first, String queue, Instant again, Instant giveUpAt)
      implements Waiting {
    @Override
    public Cause cause() {
      return Cause.NOT_PUBLISHED;
    }

    @Override
    public String sentence() {
      return "%s No message of it is on its way in queue %s.".formatted(soFar, queue);
    }

    @Override
    public String next() {
      return unlessOver(
          again, giveUpAt, remedy(first), "The sweeper publishes it at %s.".formatted(text(again)));
    }

    @Override
    public Action action() {
      return isOver(again, giveUpAt) ? remedy(first) : Action.RETRY;
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
              remedy(false),
              "Attempt %d follows at %s; %s."
                  .formatted(nextAttempt, text(nextAt), giveUp(giveUpAt)));
      return swept
          ? follows
          : follows + " But no sweeper is running: start an instance with the role sweeper.";
    }

    @Override
    public Action action() {
      if (!swept) {
        return Action.START_SWEEPER;
      }
      return nextAt != null && isOver(nextAt, giveUpAt) ? remedy(false) : Action.RETRY;
    }
  }

  /**
   * A rate limiter or bulkhead refused it.
   *
   * @param first whether it waits for its first attempt
   */
  record Limited(String soFar, boolean first, Refusal refusal, Instant nextAt, Instant giveUpAt)
      implements Waiting {
    @Override
    public Cause cause() {
      return refusal.kind() == Kind.RATE_LIMITER ? Cause.RATE_LIMITED : Cause.BULKHEAD_FULL;
    }

    @Override
    public String sentence() {
      return "%s Held by the %s %s, which last refused at %s."
          .formatted(
              soFar,
              refusal.kind() == Kind.RATE_LIMITER ? "rate limit" : "bulkhead",
              refusal.service(),
              text(refusal.refusedAt()));
    }

    @Override
    public String next() {
      return unlessOver(
          nextAt, giveUpAt, remedy(first), "It is tried again at %s.".formatted(text(nextAt)));
    }

    @Override
    public @Nullable Action action() {
      return isOver(nextAt, giveUpAt) ? remedy(first) : null;
    }
  }
}

package io.asyncable.explain;

import static io.asyncable.explain.Times.text;

import io.asyncable.dispatch.LimitRows.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record waits for its first or its next attempt. */
sealed interface Waiting extends Reason
    permits Blocked, Waiting.Queued, Waiting.Unpublished, Waiting.Retrying, Waiting.Limited {

  /**
   * Its message waits for a free worker.
   *
   * @param soFar how it came here
   * @param ahead in words, where it stands
   * @param giveUpAt when the engine gives up
   */
  record Queued(String soFar, String ahead, @Nullable Instant giveUpAt) implements Waiting {
    @Override
    public String word() {
      return "queued";
    }

    @Override
    public String sentence() {
      return soFar + ahead + ".";
    }

    @Override
    public String next() {
      return "The next free worker begins it; the engine gives up at %s.".formatted(text(giveUpAt));
    }
  }

  /** No message of it is on its way: it was lost, or turned back. */
  record Unpublished(String soFar, String queue, @Nullable Instant again) implements Waiting {
    @Override
    public String word() {
      return "not_published";
    }

    @Override
    public String sentence() {
      return "%s No message of it is on its way in queue %s.".formatted(soFar, queue);
    }

    @Override
    public String next() {
      return "The sweeper publishes it at %s.".formatted(text(again));
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
      String soFar,
      int nextAttempt,
      @Nullable Instant nextAt,
      boolean swept,
      @Nullable Instant giveUpAt)
      implements Waiting {
    @Override
    public String word() {
      return "retrying";
    }

    @Override
    public String sentence() {
      return soFar;
    }

    @Override
    public String next() {
      if (nextAt == null) {
        return "Attempt %d is due and follows at once.".formatted(nextAttempt);
      }
      String limit = "; the engine gives up at %s.".formatted(text(giveUpAt));
      String follows = "Attempt %d follows at %s".formatted(nextAttempt, text(nextAt)) + limit;
      return swept
          ? follows
          : follows + " But no sweeper is running: start an instance with the role sweeper.";
    }

    @Override
    public Action action() {
      return swept ? Action.RETRY : Action.START_SWEEPER;
    }
  }

  /** A rate limiter or bulkhead refused it. */
  record Limited(
      String soFar, Kind kind, String service, Instant refusedAt, @Nullable Instant nextAt)
      implements Waiting {
    @Override
    public String word() {
      return kind == Kind.RATE_LIMITER ? "rate_limited" : "bulkhead_full";
    }

    @Override
    public String sentence() {
      return "%s Held by the %s %s, which last refused at %s."
          .formatted(
              soFar,
              kind == Kind.RATE_LIMITER ? "rate limit" : "bulkhead",
              service,
              text(refusedAt));
    }

    @Override
    public String next() {
      return "It is tried again at %s.".formatted(text(nextAt));
    }
  }
}

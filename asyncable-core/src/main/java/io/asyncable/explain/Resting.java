package io.asyncable.explain;

import static io.asyncable.explain.Times.text;

import io.asyncable.move.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Nothing is to be done with the record now. */
sealed interface Resting extends Reason {

  /** Nobody asked for anything. */
  record NotSubmitted() implements Resting {
    @Override
    public Cause cause() {
      return Cause.NOT_SUBMITTED;
    }

    @Override
    public String sentence() {
      return "It was not submitted.";
    }

    @Override
    public String next() {
      return "Nothing until it is submitted.";
    }
  }

  /** Attempted all the same: written by something other than the engine. */
  record NeverSubmitted(@Nullable Instant attemptedAt) implements Resting {
    @Override
    public Cause cause() {
      return Cause.NEVER_SUBMITTED;
    }

    @Override
    public String sentence() {
      return "The record was attempted at %s without being submitted: something other than the engine wrote that."
          .formatted(text(attemptedAt));
    }

    @Override
    public String next() {
      return "Nothing by itself. Cancel the record if it is no longer needed; only the application can submit it.";
    }

    @Override
    public Action action() {
      return Action.CANCEL;
    }
  }

  /**
   * Its time has not come.
   *
   * @param swept whether anybody will notice when it comes
   */
  record Scheduled(@Nullable Instant at, boolean swept) implements Resting {
    @Override
    public Cause cause() {
      return Cause.SCHEDULED;
    }

    @Override
    public String sentence() {
      return "Scheduled for %s.".formatted(text(at));
    }

    @Override
    public String next() {
      return swept
          ? "The record will be queued at that time."
          : "No sweeper is running, so nothing will begin at that time. Start an instance with the role sweeper.";
    }

    @Override
    public @Nullable Action action() {
      return swept ? null : Action.START_SWEEPER;
    }
  }

  /**
   * Concluded by its handler or by a person.
   *
   * @param by who marked it processed; null if its handler processed it
   */
  record Processed(@Nullable Instant at, @Nullable String by) implements Resting {
    @Override
    public Cause cause() {
      return Cause.PROCESSED;
    }

    @Override
    public String sentence() {
      return by == null
          ? "Processed at %s.".formatted(text(at))
          : "Marked processed at %s by %s.".formatted(text(at), by);
    }

    @Override
    public String next() {
      return "Nothing; it is concluded.";
    }
  }

  /**
   * Canceled by a person, the application or its handler.
   *
   * @param by who did it; null if nobody knows any more
   * @param why the reason given; a handler's may hold personal data and is not told
   */
  record Canceled(@Nullable Instant at, @Nullable String by, @Nullable String why)
      implements Resting {
    @Override
    public Cause cause() {
      return Cause.CANCELED;
    }

    @Override
    public String sentence() {
      return "Canceled at %s%s%s."
          .formatted(
              text(at),
              by == null ? "" : " by " + by,
              why == null || why.isBlank() ? "" : " (" + why.strip() + ")");
    }

    @Override
    public String next() {
      return "Nothing; it is concluded.";
    }
  }
}

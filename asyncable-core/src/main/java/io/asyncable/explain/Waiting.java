package io.asyncable.explain;

import io.asyncable.guard.LimitRows.Refusal;
import io.asyncable.move.Cause;
import io.asyncable.text.Plural;
import io.asyncable.text.TimedText;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record waits for its first or its next attempt. */
sealed interface Waiting extends Reason
    permits Blocked, Waiting.Queued, Waiting.Unpublished, Waiting.Retrying, Waiting.Limited {

  /** The next step of a record that nothing holds back. */
  static TimedText due(int attempt) {
    return TimedText.of(
        "Attempt %d is due. The next free worker will begin it.".formatted(attempt));
  }

  /** The end of a sentence that says when the engine gives up. */
  static TimedText giveUp(Instant at) {
    return TimedText.of("the engine gives up ").ahead(at);
  }

  /**
   * The next step when the timer comes. If the engine gives up before or at that time, there is no
   * such step.
   *
   * @param follows the next step as a sentence
   */
  private static TimedText unlessOver(Instant timer, Instant giveUpAt, TimedText follows) {
    return isOver(timer, giveUpAt)
        ? TimedText.of("The engine gives up ").ahead(giveUpAt).and(", before the next attempt.")
        : follows;
  }

  /** What helps if the engine gives up before or at the time of the timer. */
  private static TimedText retryIfOver(Instant timer, Instant giveUpAt) {
    return TimedText.of(isOver(timer, giveUpAt) ? "Retry the record now." : "");
  }

  /** The line if the engine gives up before or at the time of the timer. */
  private static Optional<TimedText> over(Instant timer, Instant giveUpAt, String soFar) {
    return isOver(timer, giveUpAt)
        ? Optional.of(
            TimedText.of(soFar + "; given up ").ahead(giveUpAt).and(", before the next attempt"))
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
  record Queued(TimedText soFar, TimedText ahead, Instant giveUpAt) implements Waiting {
    @Override
    public Cause cause() {
      return Cause.QUEUED;
    }

    @Override
    public TimedText sentence() {
      return soFar.and(ahead).and(".");
    }

    @Override
    public TimedText next() {
      return TimedText.of("The next free worker will begin the attempt; ")
          .and(giveUp(giveUpAt))
          .and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Waiting for a free worker");
    }
  }

  /**
   * The record has no message on its way: the message was lost, or was not published yet.
   *
   * @param again when the sweeper publishes the record
   */
  record Unpublished(TimedText soFar, String queue, Instant again, Instant giveUpAt)
      implements Waiting {
    @Override
    public Cause cause() {
      return Cause.NOT_PUBLISHED;
    }

    @Override
    public TimedText sentence() {
      return soFar.and(" The record has no message on its way in queue %s.".formatted(queue));
    }

    @Override
    public TimedText next() {
      return unlessOver(
          again, giveUpAt, TimedText.of("The sweeper will publish it ").ahead(again).and("."));
    }

    @Override
    public TimedText brief() {
      return over(again, giveUpAt, "No message on its way")
          .orElseGet(() -> TimedText.of("No message on its way; published again ").ahead(again));
    }

    @Override
    public TimedText help() {
      return retryIfOver(again, giveUpAt);
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
      TimedText soFar, int nextAttempt, @Nullable Instant nextAt, boolean swept, Instant giveUpAt)
      implements Waiting {
    @Override
    public Cause cause() {
      return Cause.RETRYING;
    }

    @Override
    public TimedText sentence() {
      return soFar;
    }

    @Override
    public TimedText next() {
      if (nextAt == null) {
        return due(nextAttempt);
      }
      TimedText follows =
          unlessOver(
              nextAt,
              giveUpAt,
              TimedText.of("Attempt %d follows ".formatted(nextAttempt))
                  .ahead(nextAt)
                  .and("; ")
                  .and(giveUp(giveUpAt))
                  .and("."));
      return swept
          ? follows
          : follows.and(" But no sweeper is running: start an instance with the role sweeper.");
    }

    @Override
    public TimedText brief() {
      if (nextAt == null) {
        return TimedText.of("Attempt %d is due".formatted(nextAttempt));
      } else if (!swept) {
        return TimedText.of("No sweeper is running; attempt %d is due ".formatted(nextAttempt))
            .ahead(nextAt);
      }
      return over(nextAt, giveUpAt, "Tried %s".formatted(Plural.of(nextAttempt - 1, "time")))
          .orElseGet(
              () -> TimedText.of("Attempt %d follows ".formatted(nextAttempt)).ahead(nextAt));
    }

    @Override
    public TimedText help() {
      return swept && nextAt != null ? retryIfOver(nextAt, giveUpAt) : TimedText.of("");
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
      TimedText soFar, Cause cause, @Nullable Refusal refusal, Instant nextAt, Instant giveUpAt)
      implements Waiting {
    @Override
    public TimedText sentence() {
      String limit = cause == Cause.RATE_LIMITED ? "rate limit reached" : "too many at once";
      return refusal == null
          ? soFar.and(" Waiting (%s).".formatted(limit))
          : soFar
              .and(" Waiting for %s (%s, last refused ".formatted(refusal.service(), limit))
              .at(refusal.refusedAt())
              .and(").");
    }

    @Override
    public TimedText next() {
      return unlessOver(
          nextAt, giveUpAt, TimedText.of("The record will be tried again ").ahead(nextAt).and("."));
    }

    @Override
    public TimedText brief() {
      String limit =
          (cause == Cause.RATE_LIMITED ? "Too many a second" : "Too many at once")
              + (refusal == null ? "" : " for " + refusal.service());
      return over(nextAt, giveUpAt, limit)
          .orElseGet(() -> TimedText.of(limit + "; tried again ").ahead(nextAt));
    }

    @Override
    public TimedText help() {
      return retryIfOver(nextAt, giveUpAt);
    }

    @Override
    public @Nullable Action action() {
      return isOver(nextAt, giveUpAt) ? Action.RETRY : null;
    }
  }
}

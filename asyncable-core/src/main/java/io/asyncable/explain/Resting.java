package io.asyncable.explain;

import io.asyncable.job.batch.Waits.Wait;
import io.asyncable.move.Cause;
import io.asyncable.text.Plural;
import io.asyncable.text.TimedText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Nothing has to be done with the record now. */
sealed interface Resting extends Reason {

  /** Nobody has submitted the record. */
  record NotSubmitted() implements Resting {
    @Override
    public Cause cause() {
      return Cause.NOT_SUBMITTED;
    }

    @Override
    public TimedText sentence() {
      return TimedText.of("The record was not submitted.");
    }

    @Override
    public TimedText next() {
      return TimedText.of("No attempt begins until the application submits the record.");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Not submitted yet");
    }
  }

  /**
   * The record was attempted although nobody submitted it, so something other than the engine wrote
   * its columns.
   */
  record NeverSubmitted(@Nullable Instant attemptedAt) implements Resting {
    @Override
    public Cause cause() {
      return Cause.NEVER_SUBMITTED;
    }

    @Override
    public TimedText sentence() {
      return TimedText.of("The record was attempted ")
          .at(attemptedAt)
          .and(" without being submitted: something other than the engine wrote that.");
    }

    @Override
    public TimedText next() {
      return TimedText.of("No attempt begins by itself.");
    }

    @Override
    public TimedText help() {
      return TimedText.of(
          "Cancel the record if it is no longer needed; only the application can submit it.");
    }

    @Override
    public TimedText brief() {
      return TimedText.of("Attempted without being submitted ").at(attemptedAt);
    }

    @Override
    public Action action() {
      return Action.CANCEL;
    }
  }

  /**
   * The record's start time has not come.
   *
   * @param swept whether a sweeper runs that will begin the record at that time
   */
  record Scheduled(@Nullable Instant at, boolean swept) implements Resting {
    @Override
    public Cause cause() {
      return Cause.SCHEDULED;
    }

    @Override
    public TimedText sentence() {
      return TimedText.of("Scheduled to begin ").ahead(at).and(".");
    }

    @Override
    public TimedText next() {
      return TimedText.of(
          swept
              ? "The record will be queued at that time."
              : "No sweeper is running, so nothing will begin at that time. Start an instance with the role sweeper.");
    }

    @Override
    public TimedText brief() {
      return swept
          ? TimedText.of("Begins ").ahead(at)
          : TimedText.of("To begin ").ahead(at).and(", but no sweeper is running");
    }

    @Override
    public @Nullable Action action() {
      return swept ? null : Action.START_SWEEPER;
    }
  }

  /**
   * The record waits for others.
   *
   * @param first one of these; null if it is about to begin
   * @param naming whether the reader may see which these are
   */
  record WaitsForJobs(@Nullable Wait first, boolean naming) implements Resting {
    @Override
    public Cause cause() {
      return Cause.WAITS_FOR_JOBS;
    }

    @Override
    public TimedText sentence() {
      return TimedText.of(
          first == null
              ? "Nothing that the job has waited for is left."
              : "Waits for %s%s.".formatted(named(first), known(first)));
    }

    private String named(Wait first) {
      if (!naming) {
        return Plural.of(first.others() + 1, "other job");
      }
      String one = first.isBatch() ? "the batch '%s'".formatted(first.name()) : first.name();
      return first.others() == 0 ? one : "%s and %,d more".formatted(one, first.others());
    }

    /** What is known of the one that is named. */
    private String known(Wait first) {
      if (!naming) {
        return "";
      } else if (first.failed()) {
        return first.isBatch()
            ? "; a job of that batch was canceled or has expired"
            : "; that job was canceled or has expired";
      } else if (first.open()) {
        return "; that batch is open, so jobs may still join it";
      }
      return first.isBatch()
          ? "; %s of that batch %s not ended"
              .formatted(
                  first.isMany() ? "more than 10,000 jobs" : Plural.of(first.live(), "job"),
                  first.live() == 1 ? "has" : "have")
          : "";
    }

    @Override
    public TimedText next() {
      return TimedText.of(nextStep());
    }

    @Override
    public TimedText help() {
      return TimedText.of(
          first != null && first.failed() ? "Restart that, begin this job now, or cancel it." : "");
    }

    private String nextStep() {
      if (first == null) {
        return "The job begins within seconds.";
      } else if (first.failed()) {
        return "The job waits until that is restarted and processed.";
      }
      return "The job begins when all of that has ended. "
          + switch (first.otherwise()) {
            case WAIT -> "If that is canceled or expires, the job goes on waiting.";
            case CANCEL -> "If that is canceled or expires, the job is canceled too.";
            case GO_ON -> "If that is canceled or expires, the job begins all the same.";
          };
    }

    @Override
    public TimedText brief() {
      return TimedText.of(first == null ? "About to begin" : "Waits for " + named(first));
    }
  }

  /**
   * The handler processed the record, or a person marked it processed.
   *
   * @param by who marked the record processed; null if its handler processed it
   */
  record Processed(@Nullable Instant at, @Nullable String by) implements Resting {
    @Override
    public Cause cause() {
      return Cause.PROCESSED;
    }

    @Override
    public TimedText sentence() {
      return by == null
          ? TimedText.of("Processed ").at(at).and(".")
          : TimedText.of("Marked processed ").at(at).and(" by %s.".formatted(by));
    }

    @Override
    public TimedText next() {
      return TimedText.of("The record is concluded, so no further attempt begins.");
    }

    @Override
    public TimedText brief() {
      return TimedText.of(by == null ? "Processed " : "Marked processed by " + by + " ").at(at);
    }
  }

  /**
   * A person, the application or the handler canceled the record.
   *
   * @param by who canceled it; null if no longer known
   * @param why the reason given; null for a handler's reason, which may hold personal data
   */
  record Canceled(@Nullable Instant at, @Nullable String by, @Nullable String why)
      implements Resting {
    @Override
    public Cause cause() {
      return Cause.CANCELED;
    }

    @Override
    public TimedText sentence() {
      return TimedText.of("Canceled ")
          .at(at)
          .and(by == null ? "" : " by " + by)
          .and(why == null || why.isBlank() ? "." : " (" + why.strip() + ").");
    }

    @Override
    public TimedText next() {
      return TimedText.of("The record is concluded, so no further attempt begins.");
    }

    @Override
    public TimedText brief() {
      return TimedText.of(by == null ? "Canceled " : "Canceled by " + by + " ").at(at);
    }
  }
}

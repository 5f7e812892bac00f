package io.asyncable.explain;

import static io.asyncable.text.Times.text;

import io.asyncable.job.batch.Waits.Wait;
import io.asyncable.move.Cause;
import io.asyncable.text.Plural;
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
    public String sentence() {
      return "The record was not submitted.";
    }

    @Override
    public String next() {
      return "No attempt begins until the application submits the record.";
    }

    @Override
    public Brief brief() {
      return Brief.of("Not submitted yet");
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
    public String sentence() {
      return "The record was attempted at %s without being submitted: something other than the engine wrote that."
          .formatted(text(attemptedAt));
    }

    @Override
    public String next() {
      return "No attempt begins by itself. Cancel the record if it is no longer needed; only the application can submit it.";
    }

    @Override
    public Brief brief() {
      return Brief.of("Attempted without being submitted ", attemptedAt);
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
    public Brief brief() {
      return swept
          ? Brief.of("Begins ", at)
          : Brief.of("To begin ", at).and(", but no sweeper is running");
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
    public String sentence() {
      return first == null
          ? "Nothing that the job has waited for is left."
          : "Waits for %s%s.".formatted(named(first), known(first));
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
    public String next() {
      if (first == null) {
        return "The job begins within seconds.";
      } else if (first.failed()) {
        return "The job waits until that is restarted and processed. Restart that, begin this job now, or cancel it.";
      }
      return "The job begins when all of that has ended. "
          + switch (first.otherwise()) {
            case WAIT -> "If that is canceled or expires, the job goes on waiting.";
            case CANCEL -> "If that is canceled or expires, the job is canceled too.";
            case GO_ON -> "If that is canceled or expires, the job begins all the same.";
          };
    }

    @Override
    public Brief brief() {
      return Brief.of(first == null ? "About to begin" : "Waits for " + named(first));
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
    public String sentence() {
      return by == null
          ? "Processed at %s.".formatted(text(at))
          : "Marked processed at %s by %s.".formatted(text(at), by);
    }

    @Override
    public String next() {
      return "The record is concluded, so no further attempt begins.";
    }

    @Override
    public Brief brief() {
      return Brief.of(by == null ? "Processed " : "Marked processed by " + by + " ", at);
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
    public String sentence() {
      return "Canceled at %s%s%s."
          .formatted(
              text(at),
              by == null ? "" : " by " + by,
              why == null || why.isBlank() ? "" : " (" + why.strip() + ")");
    }

    @Override
    public String next() {
      return "The record is concluded, so no further attempt begins.";
    }

    @Override
    public Brief brief() {
      return Brief.of(by == null ? "Canceled " : "Canceled by " + by + " ", at);
    }
  }
}

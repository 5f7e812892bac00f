package io.asyncable.explain;

import io.asyncable.move.Cause;
import io.asyncable.text.TimedText;
import io.asyncable.text.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A worker holds the record's latest attempt, or held it when it died. */
sealed interface Attempting extends Reason {

  /**
   * A living worker runs the attempt.
   *
   * @param usual the time within which 95 of 100 successful attempts of the type end; null if none
   *     was counted
   * @param isUnusual whether the attempt has run for far longer than that
   * @param unwritableSince since when the worker cannot write outcomes of the type; null if it can
   */
  record Running(
      String worker,
      @Nullable Instant since,
      int attempt,
      @Nullable Duration usual,
      boolean isUnusual,
      @Nullable Instant unwritableSince)
      implements Attempting {

    /** This many times the usual time is far longer. */
    private static final int FAR = 3;

    /** An attempt that has run for less is never unusual, however short the others are. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    static Running of(
        String worker,
        @Nullable Instant since,
        int attempt,
        @Nullable Duration usual,
        @Nullable Instant unwritableSince,
        Instant now) {
      Duration soFar = since == null ? Duration.ZERO : Duration.between(since, now);
      boolean far = usual != null && soFar.compareTo(usual.multipliedBy(FAR)) > 0;
      return new Running(
          worker, since, attempt, usual, far && soFar.compareTo(SHORT) > 0, unwritableSince);
    }

    @Override
    public Cause cause() {
      return Cause.RUNNING;
    }

    @Override
    public TimedText sentence() {
      return TimedText.of("Running on worker %s ".formatted(worker))
          .since(since)
          .and(isUnusual ? ", far longer than usual" : "")
          .and(
              " (attempt %d%s)."
                  .formatted(
                      attempt,
                      usual == null
                          ? ""
                          : "; 95 of 100 successful attempts of this type run at most "
                              + Times.UTC.took(usual)));
    }

    @Override
    public TimedText next() {
      return unwritableSince == null
          ? TimedText.of("When the attempt ends, the record is processed or will be tried again.")
          : TimedText.of(
                  "The attempt may have ended: its worker has not been able to write outcomes of this type ")
              .since(unwritableSince)
              .and(", and keeps trying.");
    }

    @Override
    public TimedText brief() {
      if (unwritableSince != null) {
        return TimedText.of("Its worker has not been able to write outcomes ")
            .since(unwritableSince);
      }
      return TimedText.of(isUnusual ? "Running far longer than usual, " : "Running ").since(since);
    }
  }

  /**
   * The worker died while it ran the attempt.
   *
   * @param worker the worker's name; null if it is no longer known
   * @param rescuedAt when a sweeper took the record back; null if none has yet, or if the history
   *     was deleted
   * @param next what happens next
   */
  record WorkerDied(
      int attempt,
      @Nullable String worker,
      @Nullable Instant beganAt,
      @Nullable Instant rescuedAt,
      TimedText next)
      implements Attempting {
    @Override
    public Cause cause() {
      return Cause.WORKER_DIED;
    }

    @Override
    public TimedText sentence() {
      TimedText died =
          TimedText.of("Attempt %d began ".formatted(attempt))
              .at(beganAt)
              .and(
                  " on %s, which is dead"
                      .formatted(worker == null ? "a worker" : "worker " + worker));
      return (rescuedAt == null ? died : died.and("; rescued ").at(rescuedAt)).and(".");
    }

    @Override
    public TimedText brief() {
      return TimedText.of(
          "Worker died during attempt %d; the next one begins soon".formatted(attempt));
    }
  }
}

package io.asyncable.explain;

import static io.asyncable.text.Times.text;

import io.asyncable.move.Cause;
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
    public String sentence() {
      return "Running on worker %s since %s%s (attempt %d%s)."
          .formatted(
              worker,
              text(since),
              isUnusual ? ", far longer than usual" : "",
              attempt,
              usual == null
                  ? ""
                  : "; 95 of 100 successful attempts of this type run at most "
                      + Times.UTC.took(usual));
    }

    @Override
    public String next() {
      return unwritableSince == null
          ? "When the attempt ends, the record is processed or will be tried again."
          : "The attempt may have ended: its worker has not been able to write outcomes of this type since %s, and keeps trying."
              .formatted(text(unwritableSince));
    }

    @Override
    public Brief brief() {
      if (unwritableSince != null) {
        return Brief.since("Its worker cannot write outcomes since ", unwritableSince);
      }
      return Brief.since(
          isUnusual ? "Running far longer than usual, since " : "Running since ", since);
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
      String next)
      implements Attempting {
    @Override
    public Cause cause() {
      return Cause.WORKER_DIED;
    }

    @Override
    public String sentence() {
      return "Attempt %d began at %s on %s, which is dead%s."
          .formatted(
              attempt,
              text(beganAt),
              worker == null ? "a worker" : "worker " + worker,
              rescuedAt == null ? "" : "; rescued at " + text(rescuedAt));
    }

    @Override
    public Brief brief() {
      return Brief.of("Worker died during attempt %d; the next one begins soon".formatted(attempt));
    }
  }
}

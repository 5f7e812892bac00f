package io.asyncable.explain;

import static io.asyncable.explain.Times.text;

import io.asyncable.move.Cause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A worker holds the record's latest attempt, or held it when it died. */
sealed interface Attempting extends Reason {

  /**
   * A living worker is at it.
   *
   * @param usual how long 95 of 100 attempts of its type run at most that succeed; null if none was
   *     counted
   * @param isUnusual whether it has run for far longer than those
   * @param unwritableSince since when its worker has not been able to write outcomes of its type;
   *     null if it is
   */
  record Running(
      String worker,
      @Nullable Instant since,
      int attempt,
      @Nullable Duration usual,
      boolean isUnusual,
      @Nullable Instant unwritableSince)
      implements Attempting {

    /** So many times as long as 95 of 100 is far longer. */
    private static final int FAR = 3;

    /** What runs for less is not worth a look, however short the others are. */
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
  }

  /**
   * The worker died with the attempt in its hands.
   *
   * @param worker its name; null if nobody knows it any more
   * @param rescuedAt when a sweeper noticed; null if none has yet, or the history is gone
   * @param next what follows
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
  }
}

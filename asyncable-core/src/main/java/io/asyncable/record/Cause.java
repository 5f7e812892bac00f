package io.asyncable.record;

import io.asyncable.Condition;
import io.asyncable.State;
import org.jspecify.annotations.Nullable;

/** Why a record is where it is, as far as its own columns tell. A record may have several. */
public enum Cause {
  /** A worker holds its latest attempt. */
  RUNNING(State.RUNNING.condition()),
  /** It waits for a worker to begin the first attempt. */
  QUEUED(State.QUEUED.condition()),
  /** It was submitted for a time that has not come. */
  SCHEDULED(State.SCHEDULED.condition()),
  /** Its latest attempt failed, was lost or was put off, and another one follows. */
  RETRYING(State.RETRYING.condition()),
  /** Given up: it was tried for as long as its type allows. */
  EXPIRED_WINDOW(State.EXPIRED.condition(), "window of %"),
  /** Given up: it failed as often as its type allows. */
  EXPIRED_ATTEMPTS(State.EXPIRED.condition(), "failed % times%"),
  /** Given up: its failure can never succeed. */
  EXPIRED_PERMANENT(State.EXPIRED.condition(), "permanent failure"),
  /** Given up: it was lost with its worker again and again. */
  QUARANTINED(State.EXPIRED.condition(), "quarantined%"),
  /** It waits, and its type needs a service whose circuit breaker is open. */
  HELD(Condition.any(State.QUEUED.condition(), State.RETRYING.condition())),
  /** Attempted though never submitted: written by something other than the engine. */
  NEVER_SUBMITTED(AsyncableScopes.ATTEMPTED_WITHOUT_BEING_SUBMITTED);

  private final Condition condition;
  private final @Nullable String gaveUp;

  Cause(Condition condition) {
    this(condition, null);
  }

  Cause(Condition condition, @Nullable String gaveUp) {
    this.condition = condition;
    this.gaveUp = gaveUp == null ? null : "%(gave up: " + gaveUp + ")";
  }

  Condition condition() {
    return condition;
  }

  /** What the error is like, besides the condition; null if it does not matter. */
  @Nullable String error() {
    return gaveUp;
  }
}

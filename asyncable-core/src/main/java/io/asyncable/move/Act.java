package io.asyncable.move;

import io.asyncable.AsyncColumn;
import io.asyncable.Condition;
import io.asyncable.State;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The acts by which people move a record on or end it, and the states that allow each. The engine's
 * statements use this definition, and so do pages, API and bulk actions when they offer acts.
 */
public enum Act {
  /**
   * Begin a new submission of a record that was tried already or is concluded. A record that waits
   * for its first attempt has nothing to repeat.
   */
  RESTART(EnumSet.of(State.RETRYING, State.EXPIRED, State.PROCESSED, State.CANCELED)),
  /** Make the next attempt due at once, within the submission. */
  RETRY(EnumSet.of(State.QUEUED, State.RETRYING)),
  /** Begin a submission before the time that it is for. */
  BEGIN(EnumSet.of(State.SCHEDULED)),
  /** End it without its handler's success. */
  CANCEL(EnumSet.complementOf(EnumSet.of(State.PROCESSED, State.CANCELED)));

  private final Set<State> states;

  Act(Set<State> states) {
    this.states = states;
  }

  /** What programs know it by, and what its address ends with. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the engine does this to any record in that state. */
  public boolean isPossibleIn(State state) {
    return states.contains(state);
  }

  /** Whether the engine does this to the record as it is. */
  public boolean isPossible(RecordRow row) {
    return states.contains(row.state()) && (row.lastSubmittedAt() != null || !isOfSubmission());
  }

  /** The same as a condition on the columns. */
  Condition condition() {
    Condition inState =
        Condition.any(states.stream().map(State::condition).toArray(Condition[]::new));
    return isOfSubmission()
        ? Condition.all(Condition.isSet(AsyncColumn.LAST_SUBMITTED_AT), inState)
        : inState;
  }

  /** A record can end, canceled, that was never submitted; nothing of it can be repeated. */
  private boolean isOfSubmission() {
    return this != CANCEL;
  }
}

package io.asyncable;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of an {@link Asyncable}, by the attribute that maps each. */
public enum AsyncColumn {
  SUBMITTED_AT("submittedAt", Asyncable::getSubmittedAt),
  LAST_SUBMITTED_AT("lastSubmittedAt", Asyncable::getLastSubmittedAt),
  ATTEMPTED_AT("attemptedAt", Asyncable::getAttemptedAt),
  PROCESSED_AT("processedAt", Asyncable::getProcessedAt),
  CANCELED_AT("canceledAt", Asyncable::getCanceledAt),
  ERROR("error", Asyncable::getError),
  ATTEMPTS("attempts", Asyncable::getAttempts),
  DUE_AT("dueAt", Asyncable::getDueAt),
  CLAIMED_BY("claimedBy", Asyncable::getClaimedBy),
  TRACE("trace", Asyncable::getTrace),
  PUBLISHED_AT("publishedAt", Asyncable::getPublishedAt),
  CAUSE("cause", Asyncable::getCause),
  HOLD("hold", Asyncable::getHold);

  private final String attribute;
  private final Function<Asyncable, @Nullable Object> value;

  AsyncColumn(String attribute, Function<Asyncable, @Nullable Object> value) {
    this.attribute = attribute;
    this.value = value;
  }

  /** The name of the mapped attribute of {@link Asyncable}. */
  public String attribute() {
    return attribute;
  }

  @Nullable Object of(Asyncable asyncable) {
    return value.apply(asyncable);
  }
}

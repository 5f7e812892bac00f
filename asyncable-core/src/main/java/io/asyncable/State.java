package io.asyncable;

import static io.asyncable.AsyncColumn.CANCELED_AT;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.ERROR;
import static io.asyncable.AsyncColumn.LAST_SUBMITTED_AT;
import static io.asyncable.AsyncColumn.PROCESSED_AT;
import static io.asyncable.Condition.ahead;
import static io.asyncable.Condition.all;
import static io.asyncable.Condition.attempted;
import static io.asyncable.Condition.isSet;
import static io.asyncable.Condition.not;
import static io.asyncable.Condition.notSet;
import static io.asyncable.Condition.reached;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The state of a record, derived from its columns. A record has exactly one state at any time. */
public enum State {
  /** Concluded successfully. */
  PROCESSED(isSet(PROCESSED_AT)),
  /** Concluded because a person or the handler canceled it. */
  CANCELED(all(notSet(PROCESSED_AT), isSet(CANCELED_AT))),
  /** Nobody has submitted the record yet. */
  NOT_SUBMITTED(all(notSet(PROCESSED_AT), notSet(CANCELED_AT), notSet(LAST_SUBMITTED_AT))),
  /** The engine gave up; {@code cause} says why. Only a restart brings it back. */
  EXPIRED(all(live(), notSet(DUE_AT))),
  /** The latest attempt failed, was lost or was postponed; another attempt follows. */
  RETRYING(all(live(), isSet(DUE_AT), isSet(ERROR))),
  /** A worker holds the latest attempt. */
  RUNNING(all(live(), isSet(DUE_AT), notSet(ERROR), attempted())),
  /** Submitted for a time that has not come yet. */
  SCHEDULED(all(live(), isSet(DUE_AT), notSet(ERROR), not(attempted()), ahead(LAST_SUBMITTED_AT))),
  /** The record waits for a worker to begin the first attempt. */
  QUEUED(all(live(), isSet(DUE_AT), notSet(ERROR), not(attempted()), reached(LAST_SUBMITTED_AT)));

  private final Condition condition;

  State(Condition condition) {
    this.condition = condition;
  }

  /** What must be true of the columns. */
  public Condition condition() {
    return condition;
  }

  /** The state of this object at that time. */
  public static State of(Asyncable asyncable, Instant now) {
    return Arrays.stream(values())
        .filter(state -> state.condition.test(asyncable, now))
        .findFirst()
        .orElseThrow();
  }

  /** A SQL expression that yields the state's name; the parameters are those of a condition. */
  public static String sql(Function<AsyncColumn, String> column, String now) {
    return Arrays.stream(values())
        .map(state -> "when " + state.condition.sql(column, now) + " then '" + state + "'")
        .collect(Collectors.joining(" ", "case ", " end"));
  }

  private static Condition live() {
    return all(isSet(LAST_SUBMITTED_AT), notSet(PROCESSED_AT), notSet(CANCELED_AT));
  }
}

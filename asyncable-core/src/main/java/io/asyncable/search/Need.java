package io.asyncable.search;

import io.asyncable.AsyncColumn;
import io.asyncable.Condition;
import io.asyncable.move.RecordRow;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a record that is not concluded needs, the most urgent first. An order of lists groups
 * records by it.
 */
public enum Need {
  /**
   * Somebody must look: the engine gave up, or nothing looks at the record although its timer is
   * due, or it was attempted without being submitted.
   */
  PERSON(
      Condition.any(Condition.notSet(AsyncColumn.DUE_AT), Condition.reached(AsyncColumn.DUE_AT))),
  /** Only time: the latest attempt did not succeed, and the engine will make another. */
  RETRY(Condition.all(Condition.ahead(AsyncColumn.DUE_AT), Condition.isSet(AsyncColumn.ERROR))),
  /** Nothing: it runs, or waits for its first attempt. */
  NOTHING(Condition.all(Condition.ahead(AsyncColumn.DUE_AT), Condition.notSet(AsyncColumn.ERROR)));

  /** A timer that has been due for longer shows that no sweeper handles timers. */
  public static final Duration OVERDUE = Duration.ofMinutes(1);

  /** The parameter of the statements with the time at which timers are overdue. */
  static final String LATE = "late";

  private static final Function<AsyncColumn, String> COLUMN =
      column -> "t." + ProcessType.braced(column);

  private final Condition condition;

  /**
   * @param condition at the time at which timers are overdue
   */
  Need(Condition condition) {
    this.condition = condition;
  }

  /** The value of {@link #LATE}. */
  static Instant late(Instant now) {
    return now.minus(OVERDUE);
  }

  /** The condition on unconcluded records {@code t} that were submitted. */
  String sql() {
    return condition.sql(COLUMN, ":" + LATE);
  }

  /** The ordinal of an unconcluded record's need as an SQL expression. */
  static String ordinalSql() {
    return Arrays.stream(values())
        .map(need -> "when %s then %d".formatted(need.sql(), need.ordinal()))
        .collect(
            Collectors.joining(
                " ",
                "case when %s then %d "
                    .formatted(
                        Condition.notSet(AsyncColumn.LAST_SUBMITTED_AT).sql(COLUMN, ":" + LATE),
                        PERSON.ordinal()),
                " end"));
  }

  /** What the unconcluded record needs at that time. */
  public static Need of(RecordRow row, Instant now) {
    Instant due = row.dueAt();
    if (row.lastSubmittedAt() == null || due == null || !due.isAfter(late(now))) {
      return PERSON;
    }
    return row.error() == null ? NOTHING : RETRY;
  }
}

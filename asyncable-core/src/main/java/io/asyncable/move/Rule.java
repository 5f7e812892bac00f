package io.asyncable.move;

import io.asyncable.AsyncColumn;
import io.asyncable.Condition;
import io.asyncable.move.Value.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a move expects, compares, sets and leaves in the history. Its SQL calls the row {@code t}
 * and has the names of columns in braces, such as {@code t.{due_at}}.
 */
final class Rule {

  /** What identifies an attempt, and what the caller has seen of it. */
  enum Token {
    SUBMISSION(AsyncColumn.LAST_SUBMITTED_AT, Given.SUBMISSION),
    ATTEMPT(AsyncColumn.ATTEMPTS, Given.ATTEMPT),
    EPOCH(AsyncColumn.CLAIMED_BY, Given.EPOCH);

    private final AsyncColumn column;
    private final Given seen;

    Token(AsyncColumn column, Given seen) {
      this.column = column;
      this.seen = seen;
    }

    AsyncColumn column() {
      return column;
    }

    Given seen() {
      return seen;
    }
  }

  private final List<Condition> expects;
  private final List<String> further = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();
  private final Map<AsyncColumn, Value> sets = new EnumMap<>(AsyncColumn.class);
  private final Map<String, Value> entry = new LinkedHashMap<>();
  private boolean counting;

  private Rule(List<Condition> expects) {
    this.expects = expects;
  }

  /** The move is of records that meet all of these. */
  static Rule when(Condition... expects) {
    return new Rule(List.of(expects));
  }

  /** The move is of any record. */
  static Rule always() {
    return when();
  }

  /** The move expects this as well, which is no condition on the async columns alone. */
  Rule and(String sql) {
    further.add(sql);
    return this;
  }

  /** The move is of the attempt that the caller has seen, and no other. */
  Rule comparing(Token... compared) {
    tokens.addAll(List.of(compared));
    return this;
  }

  /** Whatever has put a record off holds it no longer than the timer that was set for it. */
  Rule set(AsyncColumn column, Value value) {
    sets.put(column, value);
    if (column == AsyncColumn.DUE_AT) {
      sets.putIfAbsent(AsyncColumn.HOLD, new Expression("null"));
    }
    return this;
  }

  Rule set(AsyncColumn column, String sql) {
    return set(column, new Expression(sql));
  }

  Rule clear(AsyncColumn... columns) {
    for (AsyncColumn column : columns) {
      set(column, "null");
    }
    return this;
  }

  /** The move leaves an entry in the history. */
  Rule leaves(Event event) {
    return with("event", event.sql());
  }

  /** The move leaves an entry in the history, whose event the caller gives. */
  Rule leavesGivenEvent() {
    return with("event", Given.EVENT);
  }

  /** A column of this entry. */
  Rule with(String column, Value value) {
    entry.put(column, value);
    return this;
  }

  Rule with(String column, String sql) {
    return with(column, new Expression(sql));
  }

  /** The entry carries on the counts of the newest. */
  Rule counting() {
    counting = true;
    return this;
  }

  /** The entry is of a person or program that acts, and carries on the counts of the newest. */
  Rule byActor() {
    return counting().with("actor", ":actor").with("message", ":reason");
  }

  List<Condition> expected() {
    return expects;
  }

  List<String> further() {
    return Collections.unmodifiableList(further);
  }

  List<Token> tokens() {
    return Collections.unmodifiableList(tokens);
  }

  /** In the order of the columns. */
  Map<AsyncColumn, Value> sets() {
    return Collections.unmodifiableMap(sets);
  }

  /** The columns of the entry in the history; none if the move leaves no entry. */
  Map<String, Value> entry() {
    return Collections.unmodifiableMap(entry);
  }

  /** Whether the entry carries on the counts of failed and lost attempts. */
  boolean isCounting() {
    return counting;
  }
}

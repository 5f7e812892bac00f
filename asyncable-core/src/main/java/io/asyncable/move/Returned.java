package io.asyncable.move;

import io.asyncable.move.Value.Expression;

/** A column that is read of each moved row, as the move left it. */
record Returned(String name, Value value) {

  static final Returned ID = of("id", "cast(t.{id} as text)");
  static final Returned SUBMISSION = of("submission", "t.{last_submitted_at}");
  static final Returned ATTEMPT = of("attempt", "t.{attempts}");
  static final Returned COUNTS = of("counts", Counts.SQL);

  static Returned of(String name, String sql) {
    return new Returned(name, new Expression(sql));
  }
}

package io.asyncable.move;

/** What a move writes into a column. */
sealed interface Value permits Given, Value.Expression {

  /** SQL about the row, as {@code t}, and parameters that hold for all rows. */
  record Expression(String sql) implements Value {}
}

package io.asyncable.move;

import java.util.List;
import java.util.Optional;

/** What follows from moves in the same statement, beside the columns that each of them sets. */
interface Consequence {

  /** Further assignments of the move, such as {@code moves = t.moves + 1}. */
  default List<String> sets(Move move) {
    return List.of();
  }

  /** What happens next to the rows that this move has moved. */
  default Optional<Following> follows(Move move) {
    return Optional.empty();
  }

  /**
   * A statement that runs once for all moved rows.
   *
   * @param name of the statement, no other's
   * @param reads the columns that it reads of {@code moved}, which has a row for each moved one
   * @param sql the statement
   */
  record Following(String name, List<Returned> reads, String sql) {}
}

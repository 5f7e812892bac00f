package io.asyncable.app.intake;

import java.util.List;

/** What became of a file: how many reviews were filed, and every line that was not. */
record ImportResult(int accepted, List<Rejection> rejected) {

  /**
   * A line that was not filed.
   *
   * @param line its number in the file, from 1, the header included
   * @param column the column's name; its position, where the header names none; {@code line} for
   *     the whole line
   */
  record Rejection(int line, String column, String reason) {}
}

package io.asyncable.app.intake.imports;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a file.
 *
 * @param accepted how many reviews were filed
 * @param rejected the first lines that were not
 * @param moreRejected how many more there are
 */
record ImportResult(int accepted, List<Rejection> rejected, int moreRejected) {

  /**
   * A line that was not filed.
   *
   * @param line its number in the file, from 1, the header included
   * @param column the column's name; its position, where the header names none; {@code line} for
   *     the whole line
   */
  record Rejection(int line, String column, String reason) {}

  /** Keeps the first rejections and counts the rest: a file may hold millions of bad lines. */
  static final class Rejections {

    static final int KEPT = 1_000;

    private final List<Rejection> kept = new ArrayList<>();
    private int more;

    void add(Rejection rejection) {
      if (kept.size() < KEPT) {
        kept.add(rejection);
      } else {
        more++;
      }
    }

    ImportResult with(int accepted) {
      return new ImportResult(accepted, List.copyOf(kept), more);
    }
  }
}

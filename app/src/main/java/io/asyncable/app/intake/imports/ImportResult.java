package io.asyncable.app.intake.imports;

import io.asyncable.app.csv.UnreadableFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of an import.
 *
 * @param accepted how many reviews were filed
 * @param rejected the first lines that were not
 * @param moreRejected how many more there are
 */
record ImportResult(int accepted, List<Rejection> rejected, int moreRejected) {

  /**
   * A line that was not imported.
   *
   * @param line its number in the file, from 1, the header included
   * @param column the column's name; its position, where the header names none; {@code line} for
   *     the whole line
   */
  record Rejection(int line, String column, String reason) {}

  /** Keeps the first rejections, counts the rest, and ends the reading when there are too many. */
  static final class Rejections {

    static final int KEPT = 1_000;

    /** A file with more bad lines is probably the wrong file, and reading on could take minutes. */
    static final int MOST = 10_000;

    private final List<Rejection> kept = new ArrayList<>();
    private int more;

    /**
     * @throws UnreadableFile if there are more than {@link #MOST}
     */
    void add(Rejection rejection) {
      if (kept.size() < KEPT) {
        kept.add(rejection);
        return;
      }
      more++;
      if (KEPT + more > MOST) {
        Rejection first = kept.get(0);
        throw new UnreadableFile(
            "More than %d lines of the file are bad, so nothing was filed. The first is line %d (%s: %s). Correct the file and import it again."
                .formatted(MOST, first.line(), first.column(), first.reason()));
      }
    }

    ImportResult with(int accepted) {
      return new ImportResult(accepted, List.copyOf(kept), more);
    }
  }
}

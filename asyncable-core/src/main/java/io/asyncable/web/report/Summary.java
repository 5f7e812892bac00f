package io.asyncable.web.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is potentially stuck, by type, age and error.
 *
 * @param asOf the time of the counts
 * @param days how long ago the oldest of them was first submitted at most, or attempted without
 *     being submitted; null for all
 * @param records all of them together
 * @param capped whether some lines are left out
 */
record Summary(
    Instant asOf, @Nullable Integer days, long records, boolean capped, List<Line> lines) {

  /**
   * Records of one type, age and error.
   *
   * @param age whole days since the submission became eligible, or since the attempt of what was
   *     never submitted
   * @param error the first token; empty for those without an error
   */
  record Line(String type, int age, String error, long records) {}
}

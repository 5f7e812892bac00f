package io.asyncable.web.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The potentially stuck records, by type, age and error.
 *
 * @param asOf the time of the oldest line's counts
 * @param days how many days ago a record was first submitted at most, or attempted if it was never
 *     submitted; null for all records
 * @param records the number of records in all lines
 * @param capped whether some lines are left out
 */
record Summary(
    Instant asOf, @Nullable Integer days, long records, boolean capped, List<Line> lines) {

  /**
   * Records of one type, age and error.
   *
   * @param age whole days since the submission became eligible, or since the attempt if the record
   *     was never submitted
   * @param error the first word of the error; empty for records without an error
   */
  record Line(String type, int age, String error, long records) {}
}

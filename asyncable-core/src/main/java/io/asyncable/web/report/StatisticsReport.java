package io.asyncable.web.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the records first submitted in the last days, by type.
 *
 * @param asOf the time of which the first line tells
 * @param lines in the order of the types' names
 */
record StatisticsReport(Instant asOf, int days, List<Line> lines) {

  /**
   * One type. The times are from the first submission, or the time that it was for, to processed.
   *
   * @param within7Days the share that was processed within seven days, from 0 to 1, of those that
   *     could have been by now
   * @param processedWithin7Days how many those are
   * @param dueWithin7Days of how many: they were processed, or lay unprocessed for seven days; not
   *     what was canceled sooner or is scheduled
   * @param problem why it was not counted; null if it was
   */
  record Line(
      String type,
      @Nullable Long total,
      @Nullable Long inProgress,
      @Nullable Long canceled,
      @Nullable Long processed,
      @Nullable Double within7Days,
      @Nullable Long processedWithin7Days,
      @Nullable Long dueWithin7Days,
      @Nullable Duration median,
      @Nullable Duration average,
      @Nullable Duration maximum,
      @Nullable Duration minimum,
      @Nullable String problem) {

    static Line uncounted(String type, @Nullable String problem) {
      return new Line(
          type, null, null, null, null, null, null, null, null, null, null, null, problem);
    }
  }
}

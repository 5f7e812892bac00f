package io.asyncable.web.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the records first submitted in the last days, by type.
 *
 * @param asOf the time of the oldest line's counts
 * @param lines the types, by name
 */
record StatisticsReport(Instant asOf, int days, List<Line> lines) {

  /**
   * One type. All times run from the first submission, or from its start time if it was scheduled,
   * to the time of processing.
   *
   * @param within7Days the share, from 0 to 1, of records processed within seven days; of {@code
   *     dueWithin7Days}
   * @param processedWithin7Days number of records processed within seven days
   * @param dueWithin7Days number of records that were processed, or that remained unprocessed for
   *     seven days; without records that were canceled sooner or are scheduled
   * @param problem why the type was not counted; null if it was
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

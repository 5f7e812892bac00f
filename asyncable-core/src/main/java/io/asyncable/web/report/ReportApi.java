package io.asyncable.web.report;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Api;
import io.asyncable.web.CsvFiles;
import io.asyncable.web.CsvFiles.Rows;
import io.asyncable.web.CsvFiles.Table;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports as JSON and CSV. */
@Api
class ReportApi {

  private static final Table SUMMARY = new Table("summary", "type", "age_days", "error", "records");

  private static final Table STATISTICS =
      new Table(
          "statistics",
          "type",
          "total",
          "in_progress",
          "canceled",
          "processed",
          "share_within_7_days",
          "median_seconds",
          "average_seconds",
          "maximum_seconds",
          "minimum_seconds",
          "problem",
          "processed_within_7_days",
          "due_within_7_days");

  private final Reports reports;
  private final CsvFiles files;

  ReportApi(Reports reports, CsvFiles files) {
    this.reports = reports;
    this.files = files;
  }

  @GetMapping("/api/summary")
  @Operation(summary = "Count what is potentially stuck by type, age in days and error")
  @Requires(Permission.VIEW_LIST)
  Summary summary(@RequestParam(required = false) @Nullable String days, Viewer viewer) {
    return reports.summary(Reports.days(days), viewer);
  }

  @GetMapping({"/api/summary.csv", "/jobs/summary.csv"})
  @Operation(summary = "Download the summary as CSV")
  @Requires(Permission.VIEW_LIST)
  void summaryFile(
      @RequestParam(required = false) @Nullable String days,
      Viewer viewer,
      HttpServletResponse answer)
      throws IOException {
    Summary summary = reports.summary(Reports.days(days), viewer);
    files.send(SUMMARY, rows -> summary.lines().forEach(line -> add(line, rows)), answer);
  }

  private static void add(Summary.Line line, Rows rows) {
    rows.add(line.type(), line.age(), line.error(), line.records());
  }

  @GetMapping("/api/statistics")
  @Operation(summary = "Show how many records each type has and how long they took")
  @Requires(Permission.VIEW_LIST)
  StatisticsReport statistics(
      @RequestParam(required = false) @Nullable String days, Viewer viewer) {
    return reports.statistics(daysOrDefault(days), viewer);
  }

  @GetMapping({"/api/statistics.csv", "/jobs/statistics.csv"})
  @Operation(summary = "Download the statistics as CSV")
  @Requires(Permission.VIEW_LIST)
  void statisticsFile(
      @RequestParam(required = false) @Nullable String days,
      Viewer viewer,
      HttpServletResponse answer)
      throws IOException {
    StatisticsReport report = reports.statistics(daysOrDefault(days), viewer);
    files.send(STATISTICS, rows -> report.lines().forEach(line -> add(line, rows)), answer);
  }

  private static void add(StatisticsReport.Line line, Rows rows) {
    rows.add(
        line.type(),
        line.total(),
        line.inProgress(),
        line.canceled(),
        line.processed(),
        line.within7Days(),
        seconds(line.median()),
        seconds(line.average()),
        seconds(line.maximum()),
        seconds(line.minimum()),
        line.problem(),
        line.processedWithin7Days(),
        line.dueWithin7Days());
  }

  static int daysOrDefault(@Nullable String days) {
    return Objects.requireNonNullElse(Reports.days(days), Reports.DAYS);
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1000.0;
  }
}

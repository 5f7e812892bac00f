package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports as JSON and CSV. */
@Api
class ReportApi {

  private final Reports reports;

  ReportApi(Reports reports) {
    this.reports = reports;
  }

  @GetMapping("/api/summary")
  @Operation(summary = "Count what is not concluded by type, age in days and error")
  @Requires(Permission.VIEW_LIST)
  Summary summary(@RequestParam(required = false) @Nullable String days, Viewer viewer) {
    return reports.summary(Reports.days(days), viewer);
  }

  @GetMapping({"/api/summary.csv", "/jobs/summary.csv"})
  @Operation(summary = "Download the summary as CSV")
  @Requires(Permission.VIEW_LIST)
  ResponseEntity<String> summaryFile(
      @RequestParam(required = false) @Nullable String days, Viewer viewer) {
    Summary summary = reports.summary(Reports.days(days), viewer);
    CsvTable table = new CsvTable("type", "age_days", "error", "records");
    summary
        .lines()
        .forEach(line -> table.row(line.type(), line.age(), line.error(), line.records()));
    return table.file("summary", summary.asOf());
  }

  @GetMapping("/api/statistics")
  @Operation(summary = "Tell how many records there are of each type and how long they took")
  @Requires(Permission.VIEW_LIST)
  StatisticsReport statistics(
      @RequestParam(required = false) @Nullable String days, Viewer viewer) {
    return reports.statistics(daysOrDefault(days), viewer);
  }

  @GetMapping({"/api/statistics.csv", "/jobs/statistics.csv"})
  @Operation(summary = "Download the statistics as CSV")
  @Requires(Permission.VIEW_LIST)
  ResponseEntity<String> statisticsFile(
      @RequestParam(required = false) @Nullable String days, Viewer viewer) {
    StatisticsReport report = reports.statistics(daysOrDefault(days), viewer);
    CsvTable table =
        new CsvTable(
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
            "problem");
    for (StatisticsReport.Line line : report.lines()) {
      table.row(
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
          line.problem());
    }
    return table.file("statistics", report.asOf());
  }

  static int daysOrDefault(@Nullable String days) {
    return Objects.requireNonNullElse(Reports.days(days), Reports.DAYS);
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1000.0;
  }
}

package io.asyncable.web;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.dispatch.Descriptions.Fact;
import io.asyncable.record.AttributePath;
import io.asyncable.record.AttributeValues;
import io.asyncable.record.ErrorDetails;
import io.asyncable.record.ProcessType;
import io.asyncable.record.RecordList;
import io.asyncable.record.RecordRow;
import io.asyncable.record.Selection;
import io.asyncable.web.CsvFiles.Rows;
import io.asyncable.web.CsvFiles.Table;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The whole list as a file, written while it is read. */
@Api
class JobCsv {

  private static final Table TABLE =
      new Table(
          "async-jobs",
          "type",
          "id",
          "submitted",
          "last_submitted",
          "attempted",
          "error",
          "participant_id");

  private final JobSelections selections;
  private final RecordList records;
  private final Descriptions descriptions;
  private final AttributeValues values;
  private final TransactionOperations reading;
  private final CsvFiles files;
  private final Clock clock;

  /**
   * @param reading a read-only transaction that sees one state of the database
   */
  JobCsv(
      JobSelections selections,
      RecordList records,
      Descriptions descriptions,
      AttributeValues values,
      TransactionOperations reading,
      CsvFiles files,
      Clock clock) {
    this.selections = selections;
    this.records = records;
    this.descriptions = descriptions;
    this.values = values;
    this.reading = reading;
    this.files = files;
    this.clock = clock;
  }

  @GetMapping({"/jobs.csv", "/api/jobs.csv"})
  @Operation(summary = "Download the whole list as CSV")
  @Requires(value = Permission.VIEW_LIST, own = true)
  void list(@ModelAttribute JobFilter filter, Viewer viewer, HttpServletResponse answer)
      throws IOException {
    Instant now = clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    files.send(
        TABLE,
        rows ->
            reading.executeWithoutResult(
                status -> records.all(selection, now, portion -> add(portion, viewer, rows))),
        answer);
  }

  private void add(List<RecordRow> portion, Viewer viewer, Rows rows) {
    Map<ProcessType, Map<String, String>> subjects = subjects(portion);
    for (RecordRow row : portion) {
      rows.add(
          row.type().name(),
          row.id(),
          row.submittedAt(),
          row.lastSubmittedAt(),
          row.attemptedAt(),
          error(row, viewer),
          subjects.getOrDefault(row.type(), Map.of()).get(row.id()));
    }
  }

  private Map<ProcessType, Map<String, String>> subjects(List<RecordRow> rows) {
    Map<ProcessType, Map<String, String>> subjects = new HashMap<>();
    rows.stream()
        .collect(Collectors.groupingBy(RecordRow::type))
        .forEach(
            (type, ofType) -> {
              Optional<AttributePath> subject = descriptions.path(type, Fact.SUBJECT);
              subject.ifPresent(
                  path ->
                      subjects.put(
                          type,
                          values.of(type, path, ofType.stream().map(RecordRow::id).toList())));
            });
    return subjects;
  }

  private static @Nullable String error(RecordRow row, Viewer viewer) {
    String error = row.error();
    return error == null || viewer.may(Permission.VIEW_ERROR, row.type().name())
        ? error
        : ErrorDetails.firstToken(error);
  }
}

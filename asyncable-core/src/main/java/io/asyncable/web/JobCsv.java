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
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The whole list as a file, written while it is read. */
@Api
class JobCsv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "type", "id", "submitted", "last_submitted", "attempted", "error", "participant_id")
          .get();

  /** How the names of files tell their day. */
  static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

  private final JobSelections selections;
  private final RecordList records;
  private final Descriptions descriptions;
  private final AttributeValues values;
  private final TransactionOperations reading;
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
      Clock clock) {
    this.selections = selections;
    this.records = records;
    this.descriptions = descriptions;
    this.values = values;
    this.reading = reading;
    this.clock = clock;
  }

  @GetMapping({"/jobs.csv", "/api/jobs.csv"})
  @Operation(summary = "Download the whole list as CSV")
  @Requires(value = Permission.VIEW_LIST, own = true)
  void list(@ModelAttribute JobFilter filter, Viewer viewer, HttpServletResponse answer)
      throws IOException {
    Instant now = clock.instant();
    Selection selection = selections.of(filter, viewer, now);
    answer.setContentType("text/csv");
    answer.setCharacterEncoding(StandardCharsets.UTF_8);
    answer.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"async-jobs-%s.csv\"".formatted(DAY.format(now)));
    CSVPrinter printer = new CSVPrinter(answer.getWriter(), FORMAT);
    try {
      reading.executeWithoutResult(
          status -> records.all(selection, now, rows -> print(rows, viewer, printer)));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    } catch (RuntimeException failure) {
      if (answer.isCommitted()) {
        // An answer in words would look like another row: breaking off is what the reader notices.
        throw new IOException("The list broke off", failure);
      }
      answer.reset();
      throw failure;
    }
    printer.flush();
  }

  private void print(List<RecordRow> rows, Viewer viewer, CSVPrinter printer) {
    Map<ProcessType, Map<String, String>> subjects = subjects(rows);
    try {
      for (RecordRow row : rows) {
        printer.printRecord(
            row.type().name(),
            CsvCell.safe(row.id()),
            row.submittedAt(),
            row.lastSubmittedAt(),
            row.attemptedAt(),
            CsvCell.safe(error(row, viewer)),
            CsvCell.safe(subjects.getOrDefault(row.type(), Map.of()).get(row.id())));
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
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

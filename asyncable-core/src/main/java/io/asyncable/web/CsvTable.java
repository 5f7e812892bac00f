package io.asyncable.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A small table as a CSV file that a spreadsheet may open: no cell of it becomes a formula. */
final class CsvTable {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
  private static final String FORMULA_BEGINS = "=+-@\t\r";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  CsvTable(String... header) {
    this.header = List.of(header);
  }

  void row(@Nullable Object... cells) {
    rows.add(Arrays.stream(cells).map(CsvTable::cell).toList());
  }

  private static String cell(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    boolean isFormula =
        cell instanceof String && !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0;
    return isFormula ? "'" + text : text;
  }

  /** The file, named like {@code summary-20260131.csv}. */
  ResponseEntity<String> file(String name, Instant day) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecord(header);
      printer.printRecords(rows);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    ContentDisposition file =
        ContentDisposition.attachment()
            .filename("%s-%s.csv".formatted(name, DAY.format(day)))
            .build();
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
        .body(text.toString());
  }
}

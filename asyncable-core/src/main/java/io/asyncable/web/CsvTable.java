package io.asyncable.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

  private final List<String> header;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  CsvTable(String... header) {
    this.header = List.of(header);
  }

  void row(@Nullable Object... cells) {
    rows.add(Arrays.stream(cells).<@Nullable Object>map(CsvTable::cell).toList());
  }

  private static @Nullable Object cell(@Nullable Object cell) {
    return cell instanceof String text ? CsvCell.safe(text) : cell;
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
            .filename("%s-%s.csv".formatted(name, JobCsv.DAY.format(day)))
            .build();
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
        .body(text.toString());
  }
}

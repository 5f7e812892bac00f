package io.asyncable.web;

import io.asyncable.audit.AuditEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Writes entries of the audit as CSV, as they come. */
final class AuditCsv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "time", "actor", "via", "action", "type", "id", "target", "reason", "before", "after")
          .get();

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.BASIC_ISO_DATE.withZone(ZoneOffset.UTC);

  private final CSVPrinter out;

  private AuditCsv(CSVPrinter out) {
    this.out = out;
  }

  static AuditCsv to(HttpServletResponse answer, Clock clock) throws IOException {
    String name = "async-audit-%s.csv".formatted(DAY.format(clock.instant()).substring(0, 8));
    answer.setContentType("text/csv");
    answer.setCharacterEncoding(StandardCharsets.UTF_8.name());
    answer.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name).build().toString());
    return new AuditCsv(new CSVPrinter(answer.getWriter(), FORMAT));
  }

  void write(List<AuditEntry> entries) {
    try {
      for (AuditEntry entry : entries) {
        out.printRecord(
            entry.at(),
            CsvCell.safe(entry.actor()),
            entry.via().name().toLowerCase(Locale.ROOT),
            CsvCell.safe(entry.action()),
            CsvCell.safe(entry.type()),
            CsvCell.safe(entry.record()),
            CsvCell.safe(entry.target()),
            CsvCell.safe(entry.reason()),
            CsvCell.safe(entry.before()),
            CsvCell.safe(entry.after()));
      }
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}

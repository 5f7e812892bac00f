package io.asyncable.web;

import io.asyncable.worker.EngineClock;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * Answers with a CSV file and writes it while it reads the records. The file is safe for
 * spreadsheets: no cell becomes a formula. If writing fails, the download breaks off, so the reader
 * notices.
 */
public final class CsvFiles {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

  private final CsvPlaces places = new CsvPlaces();
  private final EngineClock clock;

  CsvFiles(EngineClock clock) {
    this.clock = clock;
  }

  /**
   * The name and columns of a file.
   *
   * @param name the beginning of the file's name; the day follows
   */
  public record Table(String name, String... columns) {}

  /** Receives the file's rows one by one. */
  public interface Rows {
    void add(@Nullable Object... cells);
  }

  /** Supplies all rows. */
  public interface Content {
    void writeTo(Rows rows);
  }

  /**
   * Writes the file.
   *
   * @throws CsvPlaces.TooManyFiles if too many files are being written already
   * @throws IOException if writing failed, or the reader ended the download
   */
  public void send(Table table, Content content, HttpServletResponse answer) throws IOException {
    try (CsvPlaces.Place place = places.begin(() -> open(table, answer))) {
      write(table, content, place);
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    } catch (RuntimeException failure) {
      if (answer.isCommitted()) {
        // A sentence would look like one more row, so break the download off instead.
        throw new IOException("Writing the CSV file stopped early", failure);
      }
      answer.reset();
      throw failure;
    }
  }

  private Writer open(Table table, HttpServletResponse answer) throws IOException {
    ContentDisposition file =
        ContentDisposition.attachment()
            .filename("%s-%s.csv".formatted(table.name(), DAY.format(clock.instant())))
            .build();
    answer.setContentType("text/csv");
    answer.setCharacterEncoding(StandardCharsets.UTF_8);
    answer.setHeader(HttpHeaders.CONTENT_DISPOSITION, file.toString());
    return answer.getWriter();
  }

  private static void write(Table table, Content content, CsvPlaces.Place place)
      throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(table.columns()).get();
    CSVPrinter printer = new CSVPrinter(place, format);
    content.writeTo(cells -> print(printer, cells));
    place.end();
  }

  private static void print(CSVPrinter printer, @Nullable Object... cells) {
    try {
      printer.printRecord(Arrays.stream(cells).map(CsvFiles::safe).toArray());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static @Nullable Object safe(@Nullable Object cell) {
    return cell instanceof String text ? CsvCell.safe(text) : cell;
  }
}

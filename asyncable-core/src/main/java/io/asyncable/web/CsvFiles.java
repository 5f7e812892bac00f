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
 * Answers with a CSV file that is written while the records are read and is safe for spreadsheets:
 * no cell becomes a formula, and a file that broke off is recognizable.
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
   * What a file is called and holds.
   *
   * @param name how the file's name begins; its day follows
   */
  public record Table(String name, String... columns) {}

  /** Takes the file's rows one by one. */
  public interface Rows {
    void add(@Nullable Object... cells);
  }

  /** Hands over all rows. */
  public interface Content {
    void writeTo(Rows rows);
  }

  /**
   * Writes the file.
   *
   * @throws CsvPlaces.TooManyFiles if as many are read already as may be at a time
   * @throws IOException if it broke off, or the reader went away
   */
  public void send(Table table, Content content, HttpServletResponse answer) throws IOException {
    try (CsvPlaces.Place place = places.begin(() -> open(table, answer))) {
      write(table, content, place);
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    } catch (RuntimeException failure) {
      if (answer.isCommitted()) {
        // An answer in words would look like another row: breaking off is what the reader notices.
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

package io.asyncable.app.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The fields of one line of CSV, by RFC 4180 except that a field cannot span lines: so a quote that
 * is never closed spoils its own line and no other.
 */
final class CsvFields {

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  /** Far more fields than any file has. */
  private static final int MOST = 100;

  private CsvFields() {}

  /** A line that cannot be read, and the field, from 0, in which that shows. */
  static final class BrokenLine extends Exception {
    final int field;

    BrokenLine(int field, String reason) {
      // A file may have millions of bad lines, and each stack trace costs time.
      super(reason, null, false, false);
      this.field = field;
    }
  }

  static List<String> of(byte[] line) throws BrokenLine {
    String text = decode(line);
    // A line of nothing but separators would become tens of thousands of fields.
    if (scan(text) >= MOST) {
      throw new BrokenLine(MOST, "the line has more than " + MOST + " columns");
    }
    if (text.indexOf('"') < 0 && text.indexOf('\r') < 0) {
      // A line without quotation marks does not need the parser, which takes 16 kB for each line.
      return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() > 1) {
        throw new BrokenLine(
            scan(text.substring(0, text.indexOf('\r'))), "contains a control character");
      }
      return records.isEmpty() ? List.of() : records.get(0).stream().map(String::strip).toList();
    } catch (IOException | UncheckedIOException | IllegalStateException broken) {
      throw new BrokenLine(
          scan(text), "has a quotation mark that is not closed before the end of its field");
    }
  }

  private static String decode(byte[] line) throws BrokenLine {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    CharBuffer text = CharBuffer.allocate(line.length);
    var result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(bytes, text, true);
    String read = text.flip().toString();
    if (result.isError()) {
      throw new BrokenLine(
          scan(read), "has bytes that are not UTF-8, at byte " + (bytes.position() + 1));
    }
    return read;
  }

  /**
   * The last field that begins in the text, or the one whose quotation mark is followed by text.
   */
  private static int scan(String text) {
    int field = 0;
    boolean quoted = false;
    boolean begins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"') {
        boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == '"';
        quoted = doubled;
        i += doubled ? 1 : 0;
        if (!doubled && i + 1 < text.length() && text.charAt(i + 1) != ',') {
          return field;
        }
      } else if (!quoted && begins && c == '"') {
        quoted = true;
        begins = false;
      } else if (!quoted && c == ',') {
        field++;
        begins = true;
      } else {
        begins = false;
      }
    }
    return field;
  }
}

package io.asyncable.app.csv;

import io.asyncable.app.csv.CsvFields.BrokenLine;
import io.asyncable.app.csv.TextLines.Line;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns that every line of a file must have, as its first line names them. */
public final class CsvColumns {

  private final List<String> names;

  public CsvColumns(String... names) {
    this.names = List.of(names);
  }

  /** Their names, from the left. */
  public List<String> names() {
    return names;
  }

  /**
   * Refuses a file that does not begin with the header.
   *
   * @param line the first one; null if the file is empty
   * @throws UnreadableFile if the line is not the header
   */
  public void requireHeader(@Nullable Line line) {
    if (line == null) {
      throw new UnreadableFile("The file is empty. Its first line must be " + expected() + ".");
    }
    List<String> found;
    try {
      found = CsvFields.of(withoutByteOrderMark(line.bytes()));
    } catch (BrokenLine broken) {
      throw new UnreadableFile(
          "The file is no CSV text: its first line " + broken.getMessage() + ".");
    }
    if (line.tooLong() || found.stream().anyMatch(CsvColumns::hasControlCharacter)) {
      throw new UnreadableFile("The file is no CSV text in UTF-8.");
    }
    if (!found.stream().map(String::toLowerCase).toList().equals(names)) {
      throw new UnreadableFile(
          "The first line must be " + expected() + ", but is " + shortened(found) + ".");
    }
  }

  /**
   * Reads a line after the header; empty if it is blank.
   *
   * @throws BadLine if it is not CSV, or has other columns
   */
  public Optional<CsvRow> row(Line line) throws BadLine {
    if (new String(line.bytes(), StandardCharsets.ISO_8859_1).isBlank()) {
      return Optional.empty();
    }
    if (line.tooLong()) {
      throw new BadLine("line", "is longer than " + TextLines.LONGEST + " bytes");
    }
    return Optional.of(new CsvRow(names, fields(line)));
  }

  private List<String> fields(Line line) throws BadLine {
    List<String> fields;
    try {
      fields = CsvFields.of(line.bytes());
    } catch (BrokenLine broken) {
      throw new BadLine(name(broken.field), String.valueOf(broken.getMessage()));
    }
    if (fields.size() != names.size()) {
      throw new BadLine(
          name(Math.min(fields.size(), names.size())),
          "the line has " + fields.size() + " columns instead of " + names.size());
    }
    for (int i = 0; i < names.size(); i++) {
      if (hasControlCharacter(fields.get(i))) {
        throw new BadLine(name(i), "contains a control character");
      }
    }
    return fields;
  }

  private String name(int index) {
    return index < names.size() ? names.get(index) : String.valueOf(index + 1);
  }

  private static boolean hasControlCharacter(String field) {
    return field.chars().anyMatch(Character::isISOControl);
  }

  private static byte[] withoutByteOrderMark(byte[] line) {
    boolean marked =
        line.length >= 3
            && line[0] == (byte) 0xEF
            && line[1] == (byte) 0xBB
            && line[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(line, 3, line.length) : line;
  }

  private String expected() {
    return String.join(",", names);
  }

  private static String shortened(List<String> found) {
    String line = String.join(",", found);
    return line.length() > 100 ? line.substring(0, 100) + "…" : line;
  }
}

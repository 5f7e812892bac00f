package io.asyncable.app.intake.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sample file of reviews, the same bytes each time. Every 22nd line is broken, each in
 * the next of {@link Flaw}'s ways. After {@code ./mvnw test-compile}:
 *
 * <pre>{@code
 * java -cp app/target/test-classes io.asyncable.app.intake.imports.SampleReviews app/samples/reviews.csv
 * }</pre>
 *
 * A second argument asks for another number of reviews than 1000.
 */
public final class SampleReviews {

  public static final int COUNT = 1000;

  private static final int EVERY = 22;
  private static final String HEADER = "type,file_number,receipt_date,benefit_type,issues\n";
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
  private static final List<String> TYPES =
      List.of("higher_level_review", "supplemental_claim", "appeal");
  private static final List<String> BENEFITS = List.of("compensation", "compensation", "pension");
  private static final List<String> ISSUES =
      List.of(
          "Tinnitus, increased rating",
          "Left knee strain",
          "Lumbosacral strain \"with spasms\"",
          "Post-traumatic stress disorder",
          "Hearing loss, bilateral",
          "Migraine headaches",
          "Ménière's disease",
          "Earlier effective date of pension");

  private final Random random = new Random(2026);
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private SampleReviews() {}

  /** One good line. */
  private record Row(String type, String fileNumber, String date, String benefit, String issues) {

    @Override
    public String toString() {
      return String.join(",", type, fileNumber, date, benefit, issues);
    }

    Row type(String other) {
      return new Row(other, fileNumber, date, benefit, issues);
    }

    Row fileNumber(String other) {
      return new Row(type, other, date, benefit, issues);
    }

    Row date(String other) {
      return new Row(type, fileNumber, other, benefit, issues);
    }

    Row benefit(String other) {
      return new Row(type, fileNumber, date, other, issues);
    }

    Row issues(String other) {
      return new Row(type, fileNumber, date, benefit, other);
    }
  }

  /** The ways in which a line can be broken, with the column and reason of its rejection. */
  enum Flaw {
    TOO_FEW_COLUMNS("issues", "the line has 4 columns instead of 5"),
    TOO_MANY_COLUMNS("6", "the line has 6 columns instead of 5"),
    UNKNOWN_TYPE("type", "must be one of higher_level_review, supplemental_claim, appeal"),
    NO_SUCH_DAY("receipt_date", "must be a date such as 2026-01-31"),
    FUTURE("receipt_date", "is in the future"),
    NO_FILE_NUMBER("file_number", "is missing"),
    LETTERS("file_number", "must be 8 or 9 digits"),
    SHORT_FILE_NUMBER("file_number", "must be 8 or 9 digits"),
    UNKNOWN_BENEFIT("benefit_type", "must be one of compensation, pension"),
    LONG_ISSUE("issues", "an issue has more than 500 characters"),
    BLANK_ISSUE("issues", "an issue must not be blank"),
    NUL("issues", "contains a control character"),
    NO_UTF_8("issues", "has bytes that are not UTF-8, at byte "),
    OPEN_QUOTE("issues", "has a quotation mark that is not closed before the end of its field"),
    REPEATED("line", "repeats line ");

    private final String column;
    private final String reason;

    Flaw(String column, String reason) {
      this.column = column;
      this.reason = reason;
    }

    String column() {
      return column;
    }

    /** What the reason begins with. */
    String reason() {
      return reason;
    }

    private byte[] line(Row row, Row previous) {
      return switch (this) {
        case TOO_FEW_COLUMNS -> utf8(text(row.issues("")).replaceFirst(",$", ""));
        case TOO_MANY_COLUMNS -> utf8(text(row) + ",surplus");
        case UNKNOWN_TYPE -> utf8(text(row.type("remand")));
        case NO_SUCH_DAY -> utf8(text(row.date("2025-02-30")));
        case FUTURE -> utf8(text(row.date("2999-01-01")));
        case NO_FILE_NUMBER -> utf8(text(row.fileNumber("")));
        case LETTERS -> utf8(text(row.fileNumber("C1234567")));
        case SHORT_FILE_NUMBER -> utf8(text(row.fileNumber("1234567")));
        case UNKNOWN_BENEFIT -> utf8(text(row.benefit("housing")));
        case LONG_ISSUE -> utf8(text(row.issues("Pain ".repeat(120) + "in the back")));
        case BLANK_ISSUE -> utf8(text(row.issues("Left knee strain| |Tinnitus")));
        case NUL -> utf8(text(row.issues("Left knee\0 strain")));
        case NO_UTF_8 ->
            text(row.issues("M\u00e9ni\u00e8re's disease")).getBytes(StandardCharsets.ISO_8859_1);
        case OPEN_QUOTE -> utf8(text(row.issues("\"Left knee strain")));
        case REPEATED -> utf8(text(previous));
      };
    }

    private static String text(Row row) {
      return row.toString();
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Which flaw a line has, by its number in the file; null for a good one. */
  static @Nullable Flaw flawOf(int line) {
    int index = line - 2;
    return index % EVERY == EVERY - 1 ? Flaw.values()[index / EVERY % Flaw.values().length] : null;
  }

  /** The bytes of a file of so many reviews. */
  public static byte[] generate(int count) {
    return new SampleReviews().reviews(count);
  }

  private byte[] reviews(int count) {
    write(HEADER.getBytes(StandardCharsets.UTF_8));
    Row previous = row();
    for (int line = 2; line < count + 2; line++) {
      Row row = row();
      Flaw flaw = flawOf(line);
      write(
          flaw == null
              ? row.toString().getBytes(StandardCharsets.UTF_8)
              : flaw.line(row, previous));
      write(new byte[] {'\n'});
      previous = row;
    }
    return file.toByteArray();
  }

  private void write(byte[] bytes) {
    file.writeBytes(bytes);
  }

  private Row row() {
    return new Row(
        pick(TYPES),
        Integer.toString(20_000_000 + random.nextInt(COUNT) * 7_919),
        FIRST_DAY.plusDays(random.nextInt(500)).toString(),
        pick(BENEFITS),
        quoted(
            IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> pick(ISSUES))
                .distinct()
                .collect(Collectors.joining("|"))));
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String quoted(String field) {
    boolean needed = field.contains(",") || field.contains("\"");
    return needed ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : COUNT;
    Files.write(Path.of(arguments[0]), generate(count));
  }
}

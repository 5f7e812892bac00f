package io.asyncable.app.intake;

import io.asyncable.app.intake.CsvFields.BrokenLine;
import io.asyncable.app.intake.ImportResult.Rejection;
import io.asyncable.app.intake.TextLines.Line;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads reviews from the lines of one CSV file: a header, then one review a line. Of a bad line it
 * tells the first fault, from the left.
 */
final class ReviewCsv {

  static final List<String> HEADER =
      List.of("type", "file_number", "receipt_date", "benefit_type", "issues");

  private static final Map<String, String> COLUMNS =
      Map.of(
          "type", "type",
          "fileNumber", "file_number",
          "receiptDate", "receipt_date",
          "benefitType", "benefit_type",
          "issues", "issues");

  private final Validator validator;
  private final Consumer<Rejection> rejected;
  private final Map<NewReview, Integer> lineOf = new HashMap<>();

  ReviewCsv(Validator validator, Consumer<Rejection> rejected) {
    this.validator = validator;
    this.rejected = rejected;
  }

  /** Refuses a file that does not begin with the header. */
  void readHeader(@Nullable Line line) {
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
    if (line.tooLong() || found.stream().anyMatch(ReviewCsv::hasControlCharacter)) {
      throw new UnreadableFile("The file is no CSV text in UTF-8.");
    }
    if (!found.stream().map(String::toLowerCase).toList().equals(HEADER)) {
      throw new UnreadableFile(
          "The first line must be " + expected() + ", but is " + shortened(found) + ".");
    }
  }

  /** The review of a line; empty if the line is blank, or was rejected. */
  Optional<NewReview> read(Line line) {
    if (new String(line.bytes(), StandardCharsets.ISO_8859_1).isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(review(line));
    } catch (BadLine bad) {
      rejected.accept(new Rejection(line.number(), bad.column, bad.getMessage()));
      return Optional.empty();
    }
  }

  private NewReview review(Line line) throws BadLine {
    List<String> fields = fields(line);
    NewReview review =
        new NewReview(
            required(fields, 0, ReviewType::of, "must be one of " + ReviewType.codes()),
            required(fields, 1, Optional::of, ""),
            required(fields, 2, ReviewCsv::date, "must be a date such as 2026-01-31"),
            required(fields, 3, BenefitType::of, "must be one of " + BenefitType.codes()),
            issues(required(fields, 4, Optional::of, "")));
    refuseFaults(review);
    Integer earlier = lineOf.putIfAbsent(review, line.number());
    if (earlier != null) {
      throw new BadLine("line", "repeats line " + earlier);
    }
    return review;
  }

  private void refuseFaults(NewReview review) throws BadLine {
    var first =
        validator.validate(review).stream()
            .min(Comparator.comparing(fault -> HEADER.indexOf(column(fault))));
    if (first.isPresent()) {
      throw new BadLine(column(first.get()), first.get().getMessage());
    }
  }

  private static List<String> fields(Line line) throws BadLine {
    if (line.tooLong()) {
      throw new BadLine("line", "is longer than " + TextLines.LONGEST + " bytes");
    }
    List<String> fields;
    try {
      fields = CsvFields.of(line.bytes());
    } catch (BrokenLine broken) {
      throw new BadLine(name(broken.field), broken.getMessage());
    }
    if (fields.size() != HEADER.size()) {
      throw new BadLine(
          name(Math.min(fields.size(), HEADER.size())),
          "the line has " + fields.size() + " columns instead of " + HEADER.size());
    }
    for (int i = 0; i < HEADER.size(); i++) {
      if (hasControlCharacter(fields.get(i))) {
        throw new BadLine(name(i), "contains a control character");
      }
    }
    return fields;
  }

  private static <T> T required(List<String> fields, int index, Parser<T> parser, String reason)
      throws BadLine {
    String field = fields.get(index);
    if (field.isEmpty()) {
      throw new BadLine(name(index), "is missing");
    }
    return parser.parse(field).orElseThrow(() -> new BadLine(name(index), reason));
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static List<String> issues(String field) {
    return Arrays.stream(field.split("\\|", -1)).map(String::strip).toList();
  }

  private static String column(ConstraintViolation<NewReview> fault) {
    String property = fault.getPropertyPath().iterator().next().getName();
    return COLUMNS.getOrDefault(property, property);
  }

  private static String name(int index) {
    return index < HEADER.size() ? HEADER.get(index) : String.valueOf(index + 1);
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

  private static String expected() {
    return String.join(",", HEADER);
  }

  private static String shortened(List<String> found) {
    String line = String.join(",", found);
    return line.length() > 100 ? line.substring(0, 100) + "…" : line;
  }

  private interface Parser<T> {
    Optional<T> parse(String field);
  }

  private static final class BadLine extends Exception {
    final String column;

    BadLine(String column, String reason) {
      // Millions of bad lines would each take a stack trace.
      super(reason, null, false, false);
      this.column = column;
    }
  }
}

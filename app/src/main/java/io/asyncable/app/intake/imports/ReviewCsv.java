package io.asyncable.app.intake.imports;

import io.asyncable.app.csv.BadLine;
import io.asyncable.app.csv.CsvColumns;
import io.asyncable.app.csv.CsvRow;
import io.asyncable.app.csv.TextLines.Line;
import io.asyncable.app.intake.imports.ImportResult.Rejection;
import io.asyncable.app.intake.review.BenefitType;
import io.asyncable.app.intake.review.NewReview;
import io.asyncable.app.intake.review.ReviewType;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
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
 * Reads reviews from the lines of one CSV file: a header, then one review a line. It reports the
 * leftmost fault of a bad line.
 */
final class ReviewCsv {

  private static final CsvColumns COLUMNS =
      new CsvColumns("type", "file_number", "receipt_date", "benefit_type", "issues");

  private static final Map<String, String> COLUMN_OF =
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
    COLUMNS.requireHeader(line);
  }

  /** The review of a line; empty if the line is blank, or was rejected. */
  Optional<NewReview> read(Line line) {
    try {
      Optional<CsvRow> row = COLUMNS.row(line);
      return row.isEmpty() ? Optional.empty() : Optional.of(review(row.get(), line.number()));
    } catch (BadLine bad) {
      rejected.accept(new Rejection(line.number(), bad.column(), bad.getMessage()));
      return Optional.empty();
    }
  }

  private NewReview review(CsvRow row, int line) throws BadLine {
    NewReview review =
        new NewReview(
            row.required("type", ReviewType::of, "must be one of " + ReviewType.codes()),
            row.required("file_number"),
            row.required("receipt_date", ReviewCsv::date, "must be a date such as 2026-01-31"),
            row.required("benefit_type", BenefitType::of, "must be one of " + BenefitType.codes()),
            issues(row.required("issues")));
    refuseFaults(review);
    Integer earlier = lineOf.putIfAbsent(review, line);
    if (earlier != null) {
      throw new BadLine("line", "repeats line " + earlier);
    }
    return review;
  }

  private void refuseFaults(NewReview review) throws BadLine {
    var first =
        validator.validate(review).stream()
            .min(Comparator.comparing(fault -> COLUMNS.names().indexOf(column(fault))));
    if (first.isPresent()) {
      throw new BadLine(column(first.get()), first.get().getMessage());
    }
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
    return COLUMN_OF.getOrDefault(property, property);
  }
}

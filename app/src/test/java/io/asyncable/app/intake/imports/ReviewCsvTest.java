package io.asyncable.app.intake.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncable.app.csv.TextLines;
import io.asyncable.app.csv.TextLines.Line;
import io.asyncable.app.csv.UnreadableFile;
import io.asyncable.app.intake.imports.ImportResult.Rejection;
import io.asyncable.app.intake.review.BenefitType;
import io.asyncable.app.intake.review.NewReview;
import io.asyncable.app.intake.review.ReviewType;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewCsvTest {

  private static final String HEADER = "type,file_number,receipt_date,benefit_type,issues\n";
  private static final String GOOD = "appeal,12345678,2025-01-31,compensation,Knee";
  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  private final List<NewReview> accepted = new ArrayList<>();
  private final List<Rejection> rejected = new ArrayList<>();

  @Test
  void readsAReviewWithSeveralIssues() throws IOException {
    read(HEADER + "supplemental_claim,123456789,2025-01-31,pension,\"Knee, \"\"left\"\" | Back\"");

    assertThat(accepted)
        .containsExactly(
            new NewReview(
                ReviewType.SUPPLEMENTAL_CLAIM,
                "123456789",
                LocalDate.of(2025, 1, 31),
                BenefitType.PENSION,
                List.of("Knee, \"left\"", "Back")));
    assertThat(rejected).isEmpty();
  }

  @Test
  void takesByteOrderMarkCarriageReturnsBlanksAndCapitalsInTheHeader() throws IOException {
    read("\uFEFF" + HEADER.toUpperCase().strip() + "\r\n\r\n  \r\n " + GOOD + " \r\n");

    assertThat(accepted).hasSize(1);
    assertThat(rejected).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          appeal,12345678,2025-01-31,compensation; issues; the line has 4 columns instead of 5
          appeal,12345678,2025-01-31,compensation,a,b; 6; the line has 6 columns instead of 5
          appeal,12345678,2025-01-31,compensation,; issues; is missing
          ,12345678,2025-01-31,compensation,Knee; type; is missing
          Appeal,12345678,2025-01-31,compensation,Knee; type; \
          must be one of higher_level_review, supplemental_claim, appeal
          appeal,,2025-01-31,compensation,Knee; file_number; is missing
          appeal,1234567a,2025-01-31,compensation,Knee; file_number; must be 8 or 9 digits
          appeal,1234567890,2025-01-31,compensation,Knee; file_number; must be 8 or 9 digits
          appeal,١٢٣٤٥٦٧٨,2025-01-31,compensation,Knee; file_number; must be 8 or 9 digits
          appeal,12345678,31.01.2025,compensation,Knee; receipt_date; \
          must be a date such as 2026-01-31
          appeal,12345678,2025-02-29,compensation,Knee; receipt_date; \
          must be a date such as 2026-01-31
          appeal,12345678,2999-01-01,compensation,Knee; receipt_date; is in the future
          appeal,12345678,+999999999-01-01,compensation,Knee; receipt_date; is in the future
          appeal,12345678,-999999-11-30,compensation,Knee; receipt_date; is before 1900-01-01
          appeal,12345678,1899-12-31,compensation,Knee; receipt_date; is before 1900-01-01
          appeal,12345678,2025-01-31,tax,Knee; benefit_type; must be one of compensation, pension
          appeal,12345678,2025-01-31,compensation,a| |b; issues; an issue must not be blank
          appeal,12345678,2025-01-31,compensation,a\tb; issues; contains a control character
          appeal,12345678,2025-01-31,compensation,a\0b; issues; contains a control character
          appeal,12345678,2025-01-31,compensation,"a\177b"; issues; contains a control character
          "appeal,12345678,2025-01-31,compensation,Knee; type; \
          has a quotation mark that is not closed before the end of its field
          appeal,"1234"5678,2025-01-31,compensation,Knee; file_number; \
          has a quotation mark that is not closed before the end of its field
          appeal,12345678,2025-01-31,compensation,"Knee; issues; \
          has a quotation mark that is not closed before the end of its field
          ,x,y,z,; type; is missing
          """)
  void namesLineColumnAndReason(String line, String column, String reason) throws IOException {
    read(HEADER + GOOD + "\n" + line + "\n" + GOOD.replace("12345678", "87654321"));

    assertThat(accepted).hasSize(2);
    assertThat(rejected).containsExactly(new Rejection(3, column, reason));
  }

  @Test
  void namesTheByteThatIsNoUtf8() throws IOException {
    var line =
        "appeal,12345678,2025-01-31,compensation,Méniére".getBytes(StandardCharsets.ISO_8859_1);
    read(joined(HEADER.getBytes(StandardCharsets.UTF_8), line, ("\n" + GOOD).getBytes()));

    assertThat(accepted).hasSize(1);
    assertThat(rejected)
        .containsExactly(new Rejection(2, "issues", "has bytes that are not UTF-8, at byte 42"));
  }

  @Test
  void rejectsAnIncompleteUtf8SequenceAtTheEndOfALine() throws IOException {
    read(joined((HEADER + GOOD).getBytes(), new byte[] {(byte) 0xC3}, ("\n" + GOOD).getBytes()));

    assertThat(accepted).hasSize(1);
    assertThat(rejected).extracting(Rejection::column).containsExactly("issues");
  }

  @Test
  void rejectsACarriageReturnWithinALine() throws IOException {
    read(HEADER + GOOD + "\rmore\n" + GOOD + "\n");

    assertThat(accepted).hasSize(1);
    assertThat(rejected)
        .containsExactly(new Rejection(2, "issues", "contains a control character"));
  }

  @Test
  void namesTheLineThatARepeatRepeats() throws IOException {
    read(HEADER + GOOD + "\n\n" + GOOD + "\n");

    assertThat(rejected).containsExactly(new Rejection(4, "line", "repeats line 2"));
  }

  @Test
  void keepsNoMoreOfALineThanItsLimit() throws IOException {
    read(HEADER + GOOD + "x".repeat(5_000_000) + "\n" + GOOD);

    assertThat(accepted).hasSize(1);
    assertThat(rejected).containsExactly(new Rejection(2, "line", "is longer than 32768 bytes"));
  }

  @Test
  void doesNotSplitALineOfNothingButSeparators() throws IOException {
    read(HEADER + ",".repeat(32_000) + "\n" + GOOD + "\n\"" + ",".repeat(32_000) + "\"");

    assertThat(accepted).hasSize(1);
    assertThat(rejected)
        .containsExactly(
            new Rejection(2, "101", "the line has more than 100 columns"),
            new Rejection(4, "file_number", "the line has 1 columns instead of 5"));
  }

  @Test
  void refusesMoreThanTwentyIssuesAndTooLongOnes() throws IOException {
    read(HEADER + GOOD + "|x".repeat(20) + "\n" + GOOD + "x".repeat(500));

    assertThat(rejected)
        .containsExactly(
            new Rejection(2, "issues", "are more than 20"),
            new Rejection(3, "issues", "an issue has more than 500 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "type;file_number;receipt_date;benefit_type;issues\n",
        "file_number,type,receipt_date,benefit_type,issues\n",
        "PK\u0003\u0004\0\0\0",
        "\"type,file_number",
        "{\"type\":\"appeal\"}"
      })
  void refusesAFileThatDoesNotBeginWithTheHeader(String file) {
    assertThatExceptionOfType(UnreadableFile.class)
        .isThrownBy(() -> read(file))
        .withMessageMatching("(?s)The (file|first line) .*\\.");
  }

  @Test
  void refusesUtf16() {
    assertThatExceptionOfType(UnreadableFile.class)
        .isThrownBy(() -> read((HEADER + GOOD).getBytes(StandardCharsets.UTF_16)));
  }

  private void read(String file) throws IOException {
    read(file.getBytes(StandardCharsets.UTF_8));
  }

  private void read(byte[] file) throws IOException {
    TextLines lines = new TextLines(new ByteArrayInputStream(file));
    ReviewCsv csv = new ReviewCsv(VALIDATOR, rejected::add);
    csv.readHeader(lines.next());
    for (Line line = lines.next(); line != null; line = lines.next()) {
      csv.read(line).ifPresent(accepted::add);
    }
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }
}

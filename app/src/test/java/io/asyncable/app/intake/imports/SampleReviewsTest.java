package io.asyncable.app.intake.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.csv.TextLines;
import io.asyncable.app.csv.TextLines.Line;
import io.asyncable.app.intake.imports.ImportResult.Rejection;
import io.asyncable.app.intake.imports.SampleReviews.Flaw;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleReviewsTest {

  static final Path FILE = Path.of("samples/reviews.csv");

  @Test
  void theCommittedFileIsWhatTheGeneratorMakes() throws IOException {
    assertThat(Files.readAllBytes(FILE)).isEqualTo(SampleReviews.generate(SampleReviews.COUNT));
  }

  @Test
  void exactlyTheBrokenLinesAreRejected() throws IOException {
    List<Rejection> rejected = new ArrayList<>();
    int accepted = read(rejected);

    List<Integer> broken =
        IntStream.range(2, SampleReviews.COUNT + 2)
            .filter(line -> SampleReviews.flawOf(line) != null)
            .boxed()
            .toList();
    assertThat(rejected).extracting(Rejection::line).isEqualTo(broken);
    assertThat(rejected)
        .allSatisfy(
            rejection -> {
              Flaw flaw = SampleReviews.flawOf(rejection.line());
              assertThat(rejection.column()).isEqualTo(flaw.column());
              assertThat(rejection.reason()).startsWith(flaw.reason());
            });
    assertThat(broken).hasSize(45);
    assertThat(accepted).isEqualTo(SampleReviews.COUNT - broken.size());
  }

  private static int read(List<Rejection> rejected) throws IOException {
    var validator = Validation.buildDefaultValidatorFactory().getValidator();
    TextLines lines =
        new TextLines(new ByteArrayInputStream(SampleReviews.generate(SampleReviews.COUNT)));
    ReviewCsv csv = new ReviewCsv(validator, rejected::add);
    csv.readHeader(lines.next());
    int accepted = 0;
    for (Line line = lines.next(); line != null; line = lines.next()) {
      accepted += csv.read(line).isPresent() ? 1 : 0;
    }
    return accepted;
  }
}

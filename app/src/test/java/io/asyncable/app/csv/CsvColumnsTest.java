package io.asyncable.app.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asyncable.app.csv.TextLines.Line;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvColumnsTest {

  private final CsvColumns columns = new CsvColumns("name", "age");

  @Test
  void giveTheFieldsOfALineByName() throws BadLine {
    columns.requireHeader(line("Name,AGE"));
    CsvRow row = columns.row(line("\"Ann, B.\", 42 ")).orElseThrow();

    assertThat(row.required("name")).isEqualTo("Ann, B.");
    assertThat(row.required("age", CsvColumnsTest::number, "must be a number")).isEqualTo(42);
    assertThat(columns.row(line("  "))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Ann; age; the line has 1 columns instead of 2",
        "Ann,1,2; 3; the line has 3 columns instead of 2",
        "Ann,; age; is missing",
        "Ann,old; age; must be a number",
        "'Ann,4\t2'; age; contains a control character"
      })
  void nameTheColumnThatIsWrong(String text, String column, String reason) {
    BadLine bad =
        catchThrowableOfType(
            BadLine.class,
            () ->
                columns
                    .row(line(text))
                    .orElseThrow()
                    .required("age", CsvColumnsTest::number, "must be a number"));

    assertThat(bad.column()).isEqualTo(column);
    assertThat(bad).hasMessage(reason);
  }

  @Test
  void refuseAnotherHeader() {
    assertThatThrownBy(() -> columns.requireHeader(line("age,name")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage("The first line must be name,age, but is age,name.");
    assertThatThrownBy(() -> columns.requireHeader(null))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage("The file is empty. Its first line must be name,age.");
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d+") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Line line(String text) {
    return new Line(1, text.getBytes(StandardCharsets.UTF_8), false);
  }
}

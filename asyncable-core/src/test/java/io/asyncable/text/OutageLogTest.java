package io.asyncable.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.CannotCreateTransactionException;

@ExtendWith(OutputCaptureExtension.class)
class OutageLogTest {

  private final OutageLog outages = new OutageLog();

  @Test
  void isOneLineForEachKindHoweverManyMeetIt(CapturedOutput output) {
    for (int times = 0; times < 3; times++) {
      assertThat(outages.takes(new SQLException("refused", "08001"))).isTrue();
      assertThat(
              outages.takes(
                  new CannotCreateTransactionException(
                      "a request's", new SQLException("refused", "08001"))))
          .isTrue();
      assertThat(outages.takes(new SQLException("full", "53100"))).isTrue();
    }
    assertThat(lines(output))
        .satisfiesExactly(
            away ->
                assertThat(away)
                    .contains("The database cannot be reached at the moment.")
                    .contains("java.sql.SQLException: refused"),
            full -> assertThat(full).contains("The database has no room at the moment."));
  }

  @Test
  void saysNothingOfWhatConcernsOneStatement(CapturedOutput output) {
    assertThat(outages.takes(new SQLException("locked", "55P03"))).isFalse();
    assertThat(outages.takes(new IllegalStateException("no database"))).isFalse();
    assertThat(lines(output)).isEmpty();
  }

  private static List<String> lines(CapturedOutput output) {
    return output
        .getAll()
        .lines()
        .filter(line -> line.contains("failed 1 time since the last such line"))
        .toList();
  }
}

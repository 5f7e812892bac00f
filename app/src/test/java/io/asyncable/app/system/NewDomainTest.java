package io.asyncable.app.system;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.DatabaseTrouble;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import io.asyncable.web.DatabaseAway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A domain that only declares itself has rules of its own, and problems like all others. */
@ApplicationTest
class NewDomainTest {

  private final Caller operator;
  private final Caller viewer;

  NewDomainTest(@Autowired MockMvcTester mvc) {
    operator = new Caller(mvc, "olga", "OPERATOR");
    viewer = new Caller(mvc, "vic", "VIEWER");
  }

  @Test
  void itsAreaSaysWhoGetsIn() {
    assertThat(viewer.get("/api/sample/1")).hasStatus(403);
    assertThat(viewer.get("/sample")).hasStatus(403);
    assertThat(viewer.post("/api/sample", "{}")).hasStatus(403);
    assertThat(operator.post("/api/sample", "{\"day\": \"2026-01-31\"}")).hasStatusOk();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 410, The sample 7 is used up.",
    "broken, 500, 'The server failed to do this, and its log says why. Nothing is wrong with the"
        + " request.'"
  })
  void whatGoesWrongIsAProblem(String name, int status, String sentence) {
    assertProblem(operator.get("/api/sample/" + name), status, sentence);
  }

  @Test
  void theDatabaseMayBeAway() {
    assertProblem(
        operator.get("/api/sample/away"), 503, DatabaseAway.sentence(DatabaseTrouble.AWAY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|Fields of the request break rules.",
        "|The request has no JSON body.",
        "{\"day\": x|Line 1, column 9: here it is no JSON any more.",
        "{\"day\": 1}|Line 1, column 9: the value of day is not a date such as 2025-01-31.",
        "{\"day\": \"soon\"}|Line 1, column 9: the value of day is not a date such as 2025-01-31."
      })
  void aBodyThatIsWrongIsTold(String body, String sentence) {
    assertProblem(operator.post("/api/sample", body == null ? "" : body), 400, sentence);
  }

  private static void assertProblem(MvcTestResult answer, int status, String sentence) {
    assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(read(answer, "$.detail")).isEqualTo(sentence);
  }
}

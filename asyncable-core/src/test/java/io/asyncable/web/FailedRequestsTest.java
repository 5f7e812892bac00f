package io.asyncable.web;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What fails before any controller is asked, or because none answers. */
@WebTest
class FailedRequestsTest {

  private static final String MALFORMED = "The address, a header or the form is malformed.";
  private static final String UNREADABLE = "The query of the address cannot be read.";

  private final Rows rows;
  private final int port;
  private final Site operator;

  FailedRequestsTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.port = port;
    this.operator = new Site(port, "operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api             |404|There is no address /api.",
        "GET    | //api/jobs       |400|" + MALFORMED,
        "GET    | /api/jobs/%25/1  |400|" + MALFORMED,
        "GET    | /api/jobs;x=1    |400|" + MALFORMED,
        "GET    | /api/jobs?type=%ED%A0%80 |400|" + UNREADABLE,
        "FOO    | /api/jobs        |400|" + MALFORMED,
        "TRACE  | /api/jobs        |405|/api/jobs does not accept this HTTP method."
      })
  void aProgramIsToldByAProblem(String method, String address, int status, String sentence) {
    assertProblem(operator.send(method, address), status, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /jobs/                     |404|There is no address /jobs/.",
        "GET    | /jobs/a/b/c/d              |404|There is no address /jobs/a/b/c/d.",
        "GET    | /jobs.json                 |404|There is no address /jobs.json.",
        "GET    | /asyncable_jobs            |404|There is no address /asyncable_jobs.",
        "DELETE | /jobs/Parcel/1/restart     |405|/jobs/Parcel/1/restart does not accept this HTTP method.",
        "DELETE | /jobs                      |405|/jobs does not accept this HTTP method.",
        "GET    | //jobs                     |400|" + MALFORMED,
        "GET    | /jobs/Parcel/%25           |400|" + MALFORMED,
        "GET    | /asyncable_jobs/Parcel/jobs;jsessionid=1|400|" + MALFORMED,
        "GET    | /jobs?subject=%ED%A0%80    |400|" + UNREADABLE
      })
  void aPersonIsToldByAPage(String method, String address, int status, String sentence) {
    assertPage(operator.send(method, address), status, sentence);
  }

  @Test
  void aBrokenFilterIsToldWithoutItsInnards() {
    Map<String, String> broken = Map.of("X-Break", "yes", "Accept", "application/json");
    HttpResponse<String> problem = operator.get("/api/jobs", broken);
    assertProblem(problem, 500, "The server failed to process the request.");
    assertThat(problem.body()).doesNotContain("innards");
    HttpResponse<String> page = operator.get("/jobs", broken);
    assertPage(page, 500, "The server failed to process the request.");
    assertThat(page.body()).doesNotContain("innards");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elsewhere", "/apis/x", "/jobsy", "//elsewhere"})
  void elsewhereTheApplicationsOwnErrorPageAnswers(String address) {
    HttpResponse<String> answer = operator.get(address, Map.of("Accept", "text/html"));
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).contains("Whitelabel Error Page");
    assertThat(operator.get(address).body()).contains("\"timestamp\"");
  }

  @Test
  void whoIsNotSignedInIsTold() {
    for (Site nobody : List.of(new Site(port, null), new Site(port, "mallory"))) {
      assertProblem(nobody.get("/api/jobs"), 401, "Sign in first");
      assertPage(nobody.get("/jobs"), 401, "Sign in first");
      assertThat(nobody.get("/jobs").headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  @Test
  void aFormWithoutTheTokenOfItsSessionIsTold() {
    String id = rows.parcel("p", "alice", T, Map.of());
    assertPage(
        operator.form("/jobs/Parcel/" + id + "/cancel", Map.of("reason", "x")),
        403,
        "the page was open so long that your session ended");
  }

  @Test
  void aFormThatIsTooLargeIsTold() {
    String large = "x".repeat(3_000_000);
    assertPage(
        operator.form("/jobs/Parcel/1/notes", Map.of("text", large)), 413, "larger than this");
  }

  @Test
  void anUploadIsTold() {
    assertProblem(operator.upload("/api/bulk", "x".repeat(3_000_000)), 413, "larger than this");
    assertProblem(operator.upload("/api/bulk", null), 400, MALFORMED);
    assertPage(operator.upload("/jobs/bulk", "x".repeat(3_000_000)), 413, "larger than this");
    assertPage(operator.upload("/jobs/bulk", null), 400, MALFORMED);
    assertThat(operator.upload("/elsewhere", null).body()).contains("\"timestamp\"");
  }

  @Test
  void aFormOfTooManyPartsIsTold() {
    String parts =
        "x\r\n--end\r\nContent-Disposition: form-data; name=\"record\"\r\n\r\n".repeat(1_000);
    assertProblem(operator.upload("/api/bulk", parts), 413, "The form has more parts");
    assertPage(operator.upload("/jobs/bulk", parts), 413, "The form has more parts");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Site.<Integer>read(answer, "$.status")).isEqualTo(status);
    assertThat(Site.<String>read(answer, "$.title")).isNotBlank();
    assertThat(Site.<String>read(answer, "$.detail")).contains(sentence);
    assertThat(answer.body()).doesNotContain("/error");
  }

  private static void assertPage(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(answer.body()).contains("class=\"problem\"", sentence, "To the list");
  }
}

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is wrong, a program gets problem+json with a sentence about its request. */
@WebTest
@ExtendWith(OutputCaptureExtension.class)
class ApiProblemsTest {

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;

  ApiProblemsTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  |/api/unheard-of     |404|There is no address /api/unheard-of.",
        "POST |/api/unheard/of     |404|There is no address /api/unheard/of.",
        "POST |/api/jobs           |405|/api/jobs accepts GET, not POST.",
        "GET  |/api/jobs/a/1/cancel|405|/api/jobs/a/1/cancel accepts POST, not GET.",
        "GET  |/api/bulk/x         |400|The parameter id is 'x', but must be an id such as 0198",
        "GET  |/api/inbox?page=x   |400|The parameter page is 'x', but must be a whole number.",
        "GET  |/api/statistics?days=99999|400|is not a number of days. Write a number from 1 to",
        "GET  |/api/jobs/Parcel/1  |404|There is no Parcel with the id '1'."
      })
  void tellsWhatIsWrongWithARequest(String method, String address, int status, String sentence) {
    assertProblem(operator.send(method, address), status, sentence);
  }

  @Test
  void tellsWhichAnswersAndBodiesThereAre() {
    assertProblem(
        operator.get("/api/jobs", Map.of("Accept", "image/png")),
        406,
        "This address can answer only with application/json.");
    assertProblem(
        operator.form("/api/bulk", Map.of("act", "cancel")), 415, "but must be application/json.");
    assertThat(operator.send("DELETE", "/api/jobs").headers().firstValue("Allow")).contains("GET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"act\":                 |The body is not JSON (line 1, column ",
        "{\"all\": \"perhaps\"}    |fit this request: all (line 1, column 9) must be true or false.",
        "{\"record\": {}}          |record (line 1, column 12) must be a list.",
        "[1]                       |fit this request: it (line 1, column 1) must be an object.",
        "''                        |The request has no body. Send a JSON body."
      })
  void tellsWhereABodyIsWrong(String body, String sentence) {
    assertProblem(operator.json("/api/bulk", body.strip()), 400, sentence);
  }

  @Test
  void readsNoMoreOfABodyThanMeansAnything() {
    for (String form :
        List.of("/api/jobs/Parcel/1/notes", "/api/jobs/Parcel/1/restart", "/api/inbox/read")) {
      String body = "{\"text\":\"" + "x".repeat(300_000) + "\"}";
      assertProblem(operator.json(form, body), 413, "The body is larger than 256 kB");
    }
    String note = "{\"text\":\"" + "\\u0041".repeat(10_000) + "\"}";
    String id = rows.parcel("p", "alice", T, Map.of());
    assertThat(operator.json("/api/jobs/Parcel/" + id + "/notes", note).statusCode())
        .isEqualTo(201);
    String records = "\"Parcel:00000000-0000-0000-0000-000000000000\",".repeat(99_999);
    String bulk = "{\"act\":\"cancel\",\"record\":[" + records + "\"Parcel:1\"]}";
    assertThat(operator.json("/api/bulk/preview", bulk).statusCode()).isNotEqualTo(413);
    assertProblem(
        operator.json("/api/bulk/preview", "{\"filter\":\"" + "x".repeat(17_000_000) + "\"}"),
        413,
        "The body is larger than 16384 kB");
  }

  @Test
  void aFailureIsLoggedAndItsInnardsAreNotTold(CapturedOutput output) {
    rows.clear();
    String id = rows.parcel("p", "alice", T, Map.of());
    jdbc.sql("alter table asyncable_note rename to hidden").update();
    try {
      HttpResponse<String> answer =
          operator.json("/api/jobs/Parcel/" + id + "/notes", "{\"text\":\"hello\"}");
      assertProblem(answer, 500, "The server failed to process the request");
      assertThat(answer.body()).doesNotContain("asyncable_note", "SQL");
    } finally {
      jdbc.sql("alter table hidden rename to asyncable_note").update();
    }
    assertThat(output).contains("POST /api/jobs/Parcel/" + id + "/notes failed", "asyncable_note");
  }

  @Test
  void pagesAreSpokenToAsPages() {
    assertThat(operator.get("/jobs/bulk/x").body())
        .contains("The parameter id is &#39;x&#39;, but must be an id such as");
    for (String address : List.of("/jobs/bulk/x", "/unheard-of")) {
      assertThat(operator.get(address).headers().firstValue("Content-Type"))
          .as(address)
          .hasValueSatisfying(type -> assertThat(type).doesNotContain("problem"));
    }
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Site.<Integer>read(answer, "$.status")).isEqualTo(status);
    assertThat(Site.<String>read(answer, "$.title")).isNotBlank();
    assertThat(Site.<String>read(answer, "$.detail"))
        .contains(sentence)
        .doesNotContain("java.", "io.asyncable", "Exception");
  }
}

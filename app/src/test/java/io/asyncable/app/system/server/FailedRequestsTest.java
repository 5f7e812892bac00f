package io.asyncable.app.system.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.test.SecuredTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the real server answers when no controller does. */
@SecuredTest
class FailedRequestsTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String base;

  FailedRequestsTest(@LocalServerPort int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  @BeforeEach
  void signIn() {
    Matcher token = TOKEN.matcher(get("/login").body());
    assertThat(token.find()).isTrue();
    String form = "username=olga&password=secret&_csrf=" + token.group(1);
    assertThat(post("/login", form).body()).contains("Sign out");
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs/a/b/c/d, 404, There is no address /jobs/a/b/c/d.",
    "/jobs/Appeal/1/notes, 405, does not accept this HTTP method.",
    "/jobs;x=1, 400, is malformed.",
    "//jobs, 400, is malformed.",
    "/jobs?type=%ED%A0%80, 400, cannot be read."
  })
  void thePagesHaveAPageInTheirLayout(String address, int status, String sentence) {
    HttpResponse<String> answer = get(address);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(sentence, "To the list", "Sign out", "Claims intake");
  }

  @Test
  void aSessionThatEndedIsTold() {
    HttpResponse<String> answer = post("/jobs/Appeal/1/notes", "reason=x");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("that your session ended", "To the list");
  }

  @ParameterizedTest
  @CsvSource({"/api//jobs, 400", "//api/jobs, 400", "/api/jobs;x=1, 400", "/api, 404"})
  void programsHaveAProblem(String address, int status) {
    HttpResponse<String> answer = get(address);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"detail\":\"The");
  }

  @Test
  void elsewhereIsTheApplicationsOwnErrorPage() {
    assertThat(get("/elsewhere").body()).contains("There is no page at this address.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|text/html",
        "text/html, application/json;q=0.5|text/html",
        "text/plain, */*;q=0.1|text/html",
        "nonsense|text/html",
        "application/json|application/json",
        "application/json, text/plain|application/json"
      })
  void elsewhereWhoAsksForNoJsonGetsAPage(String accept, String type) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(base + "/elsewhere"))
                .header("Accept", accept)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
  }

  private HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(base + address)).GET());
  }

  private HttpResponse<String> post(String address, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(base + address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /** As a browser asks, which follows where it is sent to. */
  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

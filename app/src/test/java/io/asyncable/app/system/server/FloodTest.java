package io.asyncable.app.system.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.test.SecuredTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.test.util.ReflectionTestUtils;

/** What the real server keeps, reads and says of requests that nobody should have sent. */
@SecuredTest
@ExtendWith(OutputCaptureExtension.class)
class FloodTest {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final String TOO_LARGE = "larger than this server accepts";

  private final int port;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  /** Spring Security's test kit puts a repository of its own into the filters that others share. */
  FloodTest(
      @LocalServerPort int port,
      @Autowired FilterChainProxy security,
      @Autowired CsrfTokenRepository tokens) {
    this.port = port;
    security.getFilterChains().stream()
        .flatMap(chain -> chain.getFilters().stream())
        .filter(CsrfFilter.class::isInstance)
        .forEach(filter -> ReflectionTestUtils.setField(filter, "tokenRepository", tokens));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs, text/html, 302",
    "GET, /jobs, application/json, 302",
    "GET, /login, text/html, 200",
    "GET, /api/jobs, application/json, 401",
    "GET, /api/jobs, text/html, 401",
    "POST, /login, text/html, 403",
    "POST, /jobs, text/html, 403",
    "POST, /api/jobs/Appeal/1/restart, application/json, 403",
    "POST, /api/intake/reviews, application/json, 403"
  })
  void whoHasNotSignedInLeavesNoSession(String method, String address, String accept, int status) {
    HttpResponse<String> answer =
        send(request(address).header("Accept", accept).method(method, BodyPublishers.ofString("")));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(cookies.getCookieStore().getCookies())
        .extracting(HttpCookie::getName)
        .doesNotContain("JSESSIONID");
  }

  @Test
  void whoSignsInIsLedToWhereTheyWantedToGo() {
    HttpResponse<String> asked = page("/jobs?state=expired");
    assertThat(location(asked)).isEqualTo("/login");
    HttpResponse<String> signedIn = signIn();

    assertThat(signedIn.statusCode()).isEqualTo(302);
    assertThat(location(signedIn)).startsWith("/jobs?state=expired");
    assertThat(page("/jobs").body()).contains("Sign out");
  }

  @Test
  void theTokenOfASessionIsNotInACookie() {
    signIn();
    Matcher form = TOKEN.matcher(page("/jobs").body());
    assertThat(form.find()).isTrue();
    String kept =
        cookies.getCookieStore().getCookies().stream()
            .map(HttpCookie::toString)
            .toList()
            .toString();
    assertThat(kept).contains("JSESSIONID").doesNotContain("XSRF");
    assertThat(send(form("/logout", "_csrf=" + form.group(1))).statusCode()).isEqualTo(302);
  }

  @Test
  void whereToGoIsNeverAnotherHost() throws IOException {
    String answer = raw("GET /jobs HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\n");

    assertThat(answer).startsWith("HTTP/1.1 302").contains("Location: /login");
    assertThat(answer).doesNotContain("evil");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/intake/reviews, application/json",
    "/api/intake/imports, multipart/form-data; boundary=x",
    "/api/jobs/Appeal/1/restart, application/json",
    "/api/bulk, application/json",
    "/api/unheard-of, text/plain",
    "/login, application/x-www-form-urlencoded",
    "/intake, multipart/form-data; boundary=x",
    "/jobs/bulk, multipart/form-data; boundary=x"
  })
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead(String address, String type) throws IOException {
    // Nothing of it follows, so that whoever waits for it waits for ever.
    String answer =
        raw(
            ("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: 150000000\r\n"
                    + "Accept: text/html\r\nExpect: 100-continue\r\n%s")
                .formatted(address, type, basic("alice")));

    assertThat(answer).startsWith("HTTP/1.1 413");
    assertThat(answer).contains("X-Content-Type-Options: nosniff").contains(TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/intake/reviews, application/json, 413",
    "/api/jobs/Appeal/1/notes, application/json, 413",
    "/login, application/x-www-form-urlencoded, 413",
    "/api/unheard-of, text/plain, 403"
  })
  void aBodyThatDoesNotSayItsSizeIsReadUpToTheBound(String address, String type, int status) {
    byte[] part = "\"x\",".repeat(16 * 1024).getBytes(StandardCharsets.UTF_8);
    byte[] begin = "{\"a\":[".getBytes(StandardCharsets.UTF_8);
    List<byte[]> body = new ArrayList<>(Collections.nCopies(48, part));
    body.add(0, begin);
    HttpResponse<String> answer =
        send(
            request(address)
                .header("Content-Type", type)
                .header("Authorization", authorization("alice"))
                .POST(BodyPublishers.ofByteArrays(body)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void anUploadThatIsTooLargeIsRefusedWithASentence() {
    HttpResponse<String> answer =
        send(
            request("/api/intake/imports")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Authorization", authorization("alice"))
                .POST(BodyPublishers.ofByteArray(new byte[12 * 1024 * 1024])));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains(TOO_LARGE);
  }

  @Test
  void anUploadOfTooManyPartsIsRefusedWithASentence() {
    String parts =
        "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\r\n".repeat(1_000)
            + "--x--\r\n";
    assertThat(upload("/api/intake/imports", parts, "Authorization", authorization("alice")))
        .contains("The form has more parts");
    signIn();
    Matcher form = TOKEN.matcher(page("/intake").body());
    assertThat(form.find()).isTrue();
    assertThat(upload("/intake", parts, "X-CSRF-TOKEN", form.group(1)))
        .contains("The form has more parts");
    // Where the token is looked for in the form, no controller is asked.
    assertThat(upload("/intake", parts, "Accept", "text/html")).contains("has too many parts");
  }

  private String upload(String address, String parts, String header, String value) {
    HttpResponse<String> answer =
        send(
            request(address)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header(header, value)
                .POST(BodyPublishers.ofString(parts)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    return answer.body();
  }

  @Test
  void aRequestThatMeansNothingWritesNoLineIntoTheLog(CapturedOutput output) {
    send(request("/asyncable/asyncable.css").header("Accept", "nonsense"));
    signIn();
    send(request("/jobs/Appeal/1/notes").header("Accept", "nonsense"));
    send(request("/jobs/Appeal/1/notes").header("Accept", "text/html"));
    assertThat(page("/jobs/Appeal/1/notes").statusCode()).isEqualTo(405);

    assertThat(output).doesNotContain("Resolved [", "invalid Accept header");
  }

  @Test
  void theErrorPageIsNoPageOfItsOwn() {
    assertThat(page("/error").statusCode()).isEqualTo(404);
    signIn();
    HttpResponse<String> answer = page("/error");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no page at this address.").doesNotContain("999");
  }

  @Test
  void everyAnswerCarriesTheHeadersOfSecurity() throws IOException {
    for (String address :
        List.of("/jobs;x=1", "/api/jobs;x=1", "//jobs", "/jobs", "/login", "/nowhere", "/error")) {
      assertThat(raw("GET " + address + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n"))
          .as(address)
          .containsOnlyOnce("X-Content-Type-Options: nosniff")
          .containsOnlyOnce("X-Frame-Options: DENY")
          .containsOnlyOnce("Content-Security-Policy: default-src 'none'")
          .containsOnlyOnce("Referrer-Policy: same-origin");
    }
  }

  @Test
  void aBrowserThatIsDeniedGetsAPage() {
    signIn("vic");
    String token = page("/intake").body();
    Matcher form = TOKEN.matcher(token);
    assertThat(form.find()).isTrue();
    HttpResponse<String> answer =
        send(
            request("/intake?_csrf=" + form.group(1))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x--\r\n")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(answer.body()).contains("Your roles do not allow this");
  }

  private HttpResponse<String> signIn() {
    return signIn("olga");
  }

  private HttpResponse<String> signIn(String name) {
    Matcher token = TOKEN.matcher(page("/login").body());
    assertThat(token.find()).isTrue();
    return send(
        form("/login", "username=%s&password=secret&_csrf=%s".formatted(name, token.group(1))));
  }

  private HttpRequest.Builder form(String address, String fields) {
    return request(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields));
  }

  private HttpResponse<String> page(String address) {
    return send(request(address).header("Accept", "text/html").GET());
  }

  private static @Nullable String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse(null);
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String authorization(String name) {
    byte[] credential = (name + ":secret").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credential);
  }

  private static String basic(String name) {
    return "Authorization: " + authorization(name) + "\r\n";
  }

  /** Sends the head as it is and reads until the server closes. */
  private String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(8_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

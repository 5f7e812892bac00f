package io.asyncable.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The cookie of the session, as the real server sends it. */
@BrowserTest
class SessionTest {

  private final URI login;

  SessionTest(@LocalServerPort int port) {
    this.login = URI.create("http://127.0.0.1:%d/login".formatted(port));
  }

  @Test
  void noScriptAndNoOtherSiteGetsTheCookie() throws Exception {
    assertThat(cookie(HttpRequest.newBuilder(login)))
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
  }

  @Test
  void behindTlsTheCookieIsSecureAndTheBrowserStaysThere() throws Exception {
    HttpRequest.Builder byTls = HttpRequest.newBuilder(login).header("X-Forwarded-Proto", "https");
    assertThat(cookie(byTls)).contains("Secure");
    assertThat(send(byTls).headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  private static String cookie(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return send(request).headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static HttpResponse<Void> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding());
  }
}

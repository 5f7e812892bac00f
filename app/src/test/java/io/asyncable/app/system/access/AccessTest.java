package io.asyncable.app.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.asyncable.app.test.SecuredTest;
import io.asyncable.test.TestClock;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SecuredTest
@ExtendWith(OutputCaptureExtension.class)
class AccessTest {

  private final MockMvcTester mvc;

  AccessTest(@Autowired MockMvcTester mvc) {
    this.mvc = mvc;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs, 200, 200, 200",
    "HEAD, /jobs, 200, 200, 200",
    "GET, /jobs/Nope/1, 404, 404, 404",
    "GET, /asyncable_jobs/Nope/jobs, 404, 404, 404",
    "POST, /jobs/Nope/1/restart, 404, 403, 403",
    "POST, /jobs/Nope/1/cancel, 404, 403, 403",
    "GET, /api/jobs, 200, 200, 200",
    "GET, /api/jobs/Nope/1, 404, 404, 404",
    "POST, /api/jobs/Nope/1/restart, 404, 403, 403",
    "POST, /api/jobs/Nope/1/cancel, 404, 403, 403",
    "GET, /api/workers, 200, 200, 403",
    "GET, /api/unheard-of, 404, 404, 403",
    "POST, /api/unheard-of, 404, 403, 403",
    "POST, /unheard-of, 404, 403, 403",
    "GET, /v3/api-docs, 200, 200, 403",
    "HEAD, /v3/api-docs, 200, 200, 403",
    "HEAD, /intake, 200, 200, 200",
    "HEAD, /, 302, 302, 302",
    "HEAD, /api/jobs, 200, 200, 200",
    "HEAD, /api/intake/reviews/appeal/7, 404, 404, 404",
    "GET, /error, 404, 404, 404",
    "GET, /actuator/metrics, 200, 403, 403",
    "GET, /actuator/health, 200, 200, 200",
  })
  void rolesDecide(String method, String address, int operator, int viewer, int submitter) {
    assertThat(as("OPERATOR", method, address)).as("operator").hasStatus(operator);
    assertThat(as("VIEWER", method, address)).as("viewer").hasStatus(viewer);
    assertThat(as("SUBMITTER", method, address)).as("submitter").hasStatus(submitter);
  }

  private MvcTestResult as(String role, String method, String address) {
    return mvc.method(HttpMethod.valueOf(method))
        .uri(address)
        .with(user("somebody").roles(role))
        .with(csrf())
        .exchange();
  }

  @Test
  void anonymousUsersAreAskedToSignIn() {
    assertThat(mvc.get().uri("/jobs")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(mvc.get().uri("/")).hasStatus(302).hasRedirectedUrl("/login");
    assertThat(mvc.get().uri("/api/jobs"))
        .hasStatus(401)
        .hasContentType(MediaType.parseMediaType("application/problem+json;charset=UTF-8"))
        .headers()
        .containsHeader("WWW-Authenticate");
    assertThat(mvc.get().uri("/actuator/metrics")).hasStatus(401);
    assertThat(mvc.get().uri("/v3/api-docs")).hasStatus(401);
    assertThat(mvc.get().uri("/actuator/health")).hasStatusOk();
    assertThat(mvc.get().uri("/asyncable/asyncable.css")).hasStatusOk();
    assertThat(mvc.get().uri("/webjars/htmx.org/dist/htmx.min.js")).hasStatusOk();
    assertThat(mvc.get().uri("/login")).hasStatusOk().bodyText().contains("Sign in", "_csrf");
  }

  @Test
  void anAddressThatNobodyMayUseIsAProblemToPrograms() {
    assertThat(mvc.get().uri("/api/jobs;x=1").with(httpBasic("vic", "secret")))
        .hasStatus(400)
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("The address or a header is malformed.");
    assertThat(mvc.get().uri("/jobs;x=1")).hasStatus(400);
  }

  @Test
  void aPersonSignsInWithTheForm() {
    assertThat(login("olga", "secret")).hasStatus(302).hasRedirectedUrl("/");
    assertThat(login("olga", "wrong")).hasStatus(302).hasRedirectedUrl("/login?error");
    assertThat(mvc.get().uri("/login?error")).bodyText().contains("is wrong");
  }

  private MvcTestResult login(String name, String password) {
    return login(name, password, new MockHttpSession());
  }

  private MvcTestResult login(String name, String password, MockHttpSession session) {
    return mvc.post()
        .uri("/login")
        .session(session)
        .param("username", name)
        .param("password", password)
        .with(csrf())
        .exchange();
  }

  @Test
  void aProgramSignsInWithEachRequestAndNeedsNoToken() {
    assertThat(mvc.get().uri("/api/jobs").with(httpBasic("vic", "secret"))).hasStatusOk();
    assertThat(mvc.get().uri("/api/jobs").with(httpBasic("vic", "wrong"))).hasStatus(401);
    assertThat(mvc.post().uri("/api/jobs/Nope/1/restart").with(httpBasic("olga", "secret")))
        .hasStatus(404);
  }

  @Test
  void aBrowsersRequestNeedsTheTokenOfItsSession() {
    assertThat(mvc.post().uri("/api/jobs/Nope/1/restart").with(user("olga").roles("OPERATOR")))
        .hasStatus(403);
    assertThat(mvc.post().uri("/jobs/Nope/1/restart").with(user("olga").roles("OPERATOR")))
        .hasStatus(403);
    // What a browser does that has kept the password, on behalf of a page of another site.
    assertThat(
            mvc.post()
                .uri("/api/jobs/Nope/1/restart")
                .header("Origin", "https://elsewhere.example")
                .with(httpBasic("olga", "secret")))
        .hasStatus(403);
  }

  @Test
  void theWayInDependsOnTheRole() {
    assertThat(as("VIEWER", "GET", "/")).hasRedirectedUrl("/jobs");
    assertThat(as("SUBMITTER", "GET", "/")).hasRedirectedUrl("/intake");
  }

  @Test
  void everyPageHasTheSharedHeaderAndNoInlineScript() {
    assertThat(as("OPERATOR", "GET", "/jobs"))
        .bodyText()
        .contains("Sign out", "Claims intake", "somebody")
        .doesNotContain("<script>", "style=", "onclick");
    assertThat(as("OPERATOR", "GET", "/jobs"))
        .headers()
        .hasValue("X-Frame-Options", "DENY")
        .hasValue("X-Content-Type-Options", "nosniff")
        .hasValue("Referrer-Policy", "same-origin")
        .hasValue("Cross-Origin-Opener-Policy", "same-origin")
        .hasHeaderSatisfying(
            "Cache-Control", cache -> assertThat(cache.get(0)).contains("no-store"))
        .hasHeaderSatisfying(
            "Content-Security-Policy",
            policy ->
                assertThat(policy.get(0))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
  }

  @Test
  void answersWithDataAreNotKeptAndFilesAre() {
    assertThat(mvc.get().uri("/api/jobs").with(httpBasic("vic", "secret")))
        .headers()
        .hasHeaderSatisfying(
            "Cache-Control", cache -> assertThat(cache.get(0)).contains("no-store"));

    Matcher stylesheet =
        Pattern.compile("/asyncable/asyncable-[0-9a-f]{32}\\.css").matcher(page("/jobs"));
    assertThat(stylesheet.find()).as("an address with the hash of the file").isTrue();
    assertThat(mvc.get().uri(stylesheet.group()))
        .hasStatusOk()
        .headers()
        .hasValue("Cache-Control", "max-age=604800");
  }

  private String page(String address) {
    try {
      return as("OPERATOR", "GET", address).getResponse().getContentAsString();
    } catch (UnsupportedEncodingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSignInGetsANewSession() {
    MockHttpSession session = new MockHttpSession();
    String before = session.getId();
    assertThat(login("olga", "secret", session)).hasRedirectedUrl("/");
    assertThat(session.getId()).isNotEqualTo(before);
  }

  @Test
  void whoFailsTooOftenIsToldHowLongToWait(@Autowired TestClock clock) {
    for (int i = 0; i < 3; i++) {
      assertThat(login("TIM", "wrong")).hasRedirectedUrl("/login?error");
    }

    assertThat(login("tim", "secret"))
        .hasStatus(429)
        .hasForwardedUrl("/login/refused")
        .headers()
        .hasValue("Retry-After", "900");
    assertThat(mvc.get().uri("/api/jobs").with(httpBasic("tim", "secret")))
        .hasStatus(429)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("Too many failed sign-ins. Try again in 15 minutes.");
    assertThat(mvc.get().uri("/api/jobs").with(httpBasic("olga", "secret"))).hasStatusOk();

    clock.advance(Duration.ofMinutes(15));
    assertThat(login("tim", "secret")).hasRedirectedUrl("/");
  }

  @Test
  void signingInAndOutIsLogged(CapturedOutput output) {
    login("olga", "wrong-password");
    login("another-password", "x");
    login("olga", "secret");
    mvc.post().uri("/logout").with(csrf()).with(user("olga").roles("OPERATOR")).exchange();

    assertThat(output)
        .contains(
            "Sign-in failed: olga from 127.0.0.1",
            "Sign-in failed: somebody unknown from",
            "Signed in: olga from",
            "Signed out: olga")
        .doesNotContain("-password", "secret");
  }
}

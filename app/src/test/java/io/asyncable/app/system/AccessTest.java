package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.asyncable.test.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(
    properties = {
      "asyncable.app.users.olga.roles=OPERATOR",
      "asyncable.app.users.vic.password={noop}secret",
      "asyncable.app.users.vic.roles=VIEWER",
      "asyncable.app.users.alice.password={noop}secret",
      "asyncable.app.users.alice.roles=SUBMITTER",
      "asyncable.app.services.bgs.url=http://127.0.0.1:1",
      "asyncable.app.services.vbms.url=http://127.0.0.1:1",
      "asyncable.roles=web"
    })
@AutoConfigureMockMvc
@ContextConfiguration(initializers = RealServers.class)
class AccessTest {

  private final MockMvcTester mvc;

  AccessTest(@Autowired MockMvcTester mvc) {
    this.mvc = mvc;
  }

  @DynamicPropertySource
  static void hashedPassword(DynamicPropertyRegistry properties) {
    String hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("secret");
    properties.add("asyncable.app.users.olga.password", () -> hash);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /jobs, 200, 200, 200",
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
    assertThat(mvc.get().uri("/actuator/health")).hasStatusOk();
    assertThat(mvc.get().uri("/asyncable/asyncable.css")).hasStatusOk();
    assertThat(mvc.get().uri("/webjars/htmx.org/dist/htmx.min.js")).hasStatusOk();
    assertThat(mvc.get().uri("/login")).hasStatusOk().bodyText().contains("Sign in", "_csrf");
  }

  @Test
  void aPersonSignsInWithTheForm() {
    assertThat(login("olga", "secret")).hasStatus(302).hasRedirectedUrl("/");
    assertThat(login("olga", "wrong")).hasStatus(302).hasRedirectedUrl("/login?error");
    assertThat(mvc.get().uri("/login?error")).bodyText().contains("is wrong");
  }

  private MvcTestResult login(String name, String password) {
    return mvc.post()
        .uri("/login")
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
        .containsHeader("Content-Security-Policy");
  }
}

package io.asyncable.app.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.asyncable.app.test.WorkerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** An instance that only works and sweeps has the same rules and none of the pages. */
@WorkerInstance
class WorkerInstanceTest {

  private final MockMvcTester mvc;

  WorkerInstanceTest(@Autowired MockMvcTester mvc) {
    this.mvc = mvc;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/api/jobs"})
  void hasNoPages(String address) {
    assertThat(mvc.get().uri(address).with(user("olga").roles("OPERATOR"))).hasStatus(404);
    assertThat(mvc.get().uri(address).with(user("alice").roles("SUBMITTER"))).hasStatus(403);
  }

  @Test
  void asksWhoIsThere() {
    assertThat(mvc.get().uri("/api/jobs")).hasStatus(401);
    assertThat(mvc.get().uri("/jobs")).hasStatus3xxRedirection().hasRedirectedUrl("/login");
  }
}

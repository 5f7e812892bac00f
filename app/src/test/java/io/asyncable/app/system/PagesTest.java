package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ApplicationTest
class PagesTest {

  private final Caller operator;

  PagesTest(@Autowired MockMvcTester mvc) {
    operator = new Caller(mvc, "operator", "OPERATOR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/jobs/health", "/intake", "/login", "/sandbox"})
  void haveOneHead(String address) {
    assertThat(operator.get(address))
        .hasStatusOk()
        .bodyText()
        .containsOnlyOnce("<head>")
        .containsOnlyOnce("</head>")
        .containsOnlyOnce("<title>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/jobs/health", "/intake"})
  void leadToTheSandboxWhereItRuns(String address) {
    assertThat(operator.get(address)).bodyText().contains("href=\"/sandbox\"");
  }
}

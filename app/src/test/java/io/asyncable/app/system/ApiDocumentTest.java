package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.asyncable.app.test.SecuredTest;
import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SecuredTest
class ApiDocumentTest {

  private final DocumentContext document;
  private final RequestMappingHandlerMapping mappings;

  ApiDocumentTest(
      @Autowired MockMvcTester mvc,
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings)
      throws UnsupportedEncodingException {
    this.document =
        JsonPath.parse(
            mvc.get()
                .uri("/v3/api-docs")
                .with(httpBasic("vic", "secret"))
                .exchange()
                .getResponse()
                .getContentAsString());
    this.mappings = mappings;
  }

  @TestFactory
  Stream<DynamicTest> everyRouteOfTheApiHasASummary() {
    return mappings.getHandlerMethods().keySet().stream()
        .flatMap(ApiDocumentTest::operations)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> check(operation)));
  }

  private static Stream<String> operations(RequestMappingInfo route) {
    return route.getPatternValues().stream()
        .filter(pattern -> pattern.startsWith("/api/"))
        .flatMap(
            pattern ->
                route.getMethodsCondition().getMethods().stream()
                    .map(method -> method.name().toLowerCase(Locale.ROOT))
                    .map(method -> "$.paths['%s'].%s".formatted(pattern, method)));
  }

  private void check(String operation) {
    assertThat(document.<String>read(operation + ".summary")).isNotBlank();
  }

  @Test
  void itSaysWhatItIsAndHowToSignIn() {
    assertThat(document.<String>read("$.info.title")).isEqualTo("Asyncable");
    assertThat(document.<String>read("$.components.securitySchemes.basic.scheme"))
        .isEqualTo("basic");
  }

  @Test
  void itTellsOfTheApiOnly() {
    assertThat(document.<Map<String, Object>>read("$.paths").keySet())
        .isNotEmpty()
        .allMatch(path -> path.startsWith("/api/"));
    assertThat(document.jsonString()).doesNotContain("\"viewer\"", "Authentication");
  }
}

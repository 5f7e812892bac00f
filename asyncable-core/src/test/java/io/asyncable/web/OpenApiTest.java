package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@WebTest
class OpenApiTest {

  private final HttpResponse<String> document;
  private final RequestMappingHandlerMapping mappings;

  OpenApiTest(
      @LocalServerPort int port,
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.document = new Site(port, "operator").get("/v3/api-docs");
    this.mappings = mappings;
  }

  @TestFactory
  Stream<DynamicTest> everyRouteOfTheApiIsDocumented() {
    return Route.all(mappings)
        .filter(Route::isApi)
        .map(route -> DynamicTest.dynamicTest(route.toString(), () -> check(route)));
  }

  private void check(Route route) {
    assertThat(Site.<String>read(document, operation(route) + ".summary")).isNotBlank();
    assertThat(Site.<String>read(document, operation(route) + ".description"))
        .contains("Needs the permission `" + route.required().value() + "`");
    assertThat(Site.<Map<String, Object>>read(document, operation(route) + ".responses"))
        .containsKeys("401", "403", "503");
    List<Object> parameters = Site.read(document, operation(route) + "..parameters[*]");
    List<Object> described = Site.read(document, operation(route) + "..parameters[*].description");
    assertThat(described).as("descriptions of %s", parameters).hasSameSizeAs(parameters);
  }

  private static String operation(Route route) {
    return "$.paths['%s'].%s".formatted(route.pattern(), route.method().toLowerCase(Locale.ROOT));
  }

  @Test
  void aProblemIsDescribed() {
    String restart = "$.paths['/api/jobs/{type}/{id}/restart'].post";
    assertThat(
            Site.<String>read(
                document,
                restart + ".responses.409.content['application/problem+json'].schema.$ref"))
        .isEqualTo("#/components/schemas/Problem");
    assertThat(Site.<Map<String, Object>>read(document, "$.components.schemas.Problem.properties"))
        .containsKeys("type", "title", "status", "detail");
  }

  @Test
  void pagesAndTheSignedInUserAreNoPartOfIt() {
    assertThat(Site.<Map<String, Object>>read(document, "$.paths").keySet())
        .allMatch(path -> path.startsWith("/api/") || path.endsWith(".csv"));
    assertThat(document.body()).doesNotContain("\"viewer\"");
  }
}

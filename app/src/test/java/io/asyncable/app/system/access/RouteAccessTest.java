package io.asyncable.app.system.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.asyncable.Permission;
import io.asyncable.app.test.SecuredTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every route of the library, the application and the rest that it serves, as the mappings tell
 * them, behind the application's own security.
 */
@SecuredTest
class RouteAccessTest {

  /**
   * For everybody, and nothing else is: where people sign in, where they are told that they have to
   * wait, what the container shows of an error, and whether the application lives.
   */
  private static final Set<String> PUBLIC =
      Set.of(
          "/login",
          "/login/refused",
          "${server.error.path:${error.path:/error}}",
          "/error",
          "/actuator/health",
          "/actuator/health/**");

  /**
   * A route, and for those of the library the permission that it needs and whether that for one's
   * own records is enough.
   */
  record Route(HttpMethod method, String pattern, @Nullable Permission permission, boolean own) {

    private static final Map<String, String> VALUES =
        Map.of("{type}", "Appeal", "{id}", UUID.randomUUID().toString());

    static Stream<Route> of(RequestMappingInfo info, HandlerMethod controller) {
      // The annotation is the library's own affair, so it is found by its name.
      MergedAnnotation<?> required =
          MergedAnnotations.from(controller.getMethod()).get("io.asyncable.web.Requires");
      return methods(info)
          .flatMap(
              method ->
                  info.getPatternValues().stream()
                      .map(
                          pattern ->
                              new Route(
                                  method,
                                  pattern,
                                  required.isPresent()
                                      ? required.getEnum("value", Permission.class)
                                      : null,
                                  required.isPresent() && required.getBoolean("own"))));
    }

    /** What answers any method stands here with one that reads and all that act. */
    private static Stream<HttpMethod> methods(RequestMappingInfo info) {
      Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
      return methods.isEmpty()
          ? Stream.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)
          : methods.stream().map(RequestMethod::asHttpMethod);
    }

    String address() {
      String address = pattern;
      for (Map.Entry<String, String> value : VALUES.entrySet()) {
        address = address.replace(value.getKey(), value.getValue());
      }
      return address.replaceAll("\\{[^}]+}|\\*\\*", "1");
    }

    boolean isRead() {
      return method.equals(HttpMethod.GET);
    }

    boolean isPublic() {
      return PUBLIC.contains(pattern);
    }

    boolean isForPrograms() {
      return pattern.matches("/(api|v3|actuator)(/.*|[.].*)?");
    }

    boolean isOfLibrary() {
      return permission != null;
    }

    boolean isOpenToOwners() {
      return own && permission != null && Permission.OWN.contains(permission);
    }

    boolean isOpenToViewers() {
      return isRead() && permission != null && Permission.VIEWER.contains(permission);
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  private final MockMvcTester mvc;
  private final List<Route> routes;

  RouteAccessTest(
      @Autowired MockMvcTester mvc, @Autowired List<RequestMappingInfoHandlerMapping> mappings) {
    this.mvc = mvc;
    this.routes =
        mappings.stream()
            .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
            .flatMap(route -> Route.of(route.getKey(), route.getValue()))
            .toList();
  }

  @Test
  void theRoutesAreFound() {
    assertThat(routes)
        .extracting(Route::toString)
        .contains("GET /jobs", "POST /jobs/{type}/{id}/restart", "GET /api/jobs/{type}/{id}")
        .contains("POST /intake", "POST /api/intake/imports", "GET /v3/api-docs", "GET /");
    // Or the library's permissions would be asked of none of them.
    assertThat(routes)
        .filteredOn(route -> route.pattern().matches("/(asyncable_)?jobs([/.].*)?"))
        .isNotEmpty()
        .allMatch(Route::isOfLibrary);
    assertThat(routes).anyMatch(route -> route.pattern().startsWith("/actuator/"));
    assertThat(routes).filteredOn(Route::isPublic).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aViewerActsNowhere() {
    return tests(
        route -> !route.isRead() && !route.isPublic(),
        route -> assertThat(as("VIEWER", route, csrf())).hasStatus(403));
  }

  @TestFactory
  Stream<DynamicTest> aViewerGetsInWhereOnlySightIsNeeded() {
    return tests(
        Route::isOfLibrary,
        route -> assertOpen(route.isOpenToViewers(), as("VIEWER", route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> aSubmitterGetsInWhereOneSeesOnesOwn() {
    return tests(
        Route::isOfLibrary,
        route -> assertOpen(route.isOpenToOwners(), as("SUBMITTER", route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> anOperatorGetsInEverywhere() {
    return tests(
        route -> !route.isPublic(), route -> assertOpen(true, as("OPERATOR", route, csrf())));
  }

  private static void assertOpen(boolean open, MvcTestResult answer) {
    if (open) {
      assertThat(answer.getResponse().getStatus()).isNotIn(401, 403, 500);
    } else {
      assertThat(answer).hasStatus(403);
    }
  }

  @TestFactory
  Stream<DynamicTest> anActNeedsTheTokenOfItsSession() {
    return tests(
        route -> !route.isRead() && !route.isPublic(),
        route ->
            assertThat(as("OPERATOR", route, request -> request)).as("no token").hasStatus(403));
  }

  @TestFactory
  Stream<DynamicTest> nobodyIsAskedToSignIn() {
    return tests(
        route -> !route.isPublic(),
        route -> {
          var answer = mvc.method(route.method()).uri(route.address()).with(csrf()).exchange();
          if (route.isForPrograms()) {
            assertThat(answer).hasStatus(401);
            assertThat(answer.getResponse().getContentType())
                .startsWith("application/problem+json");
          } else {
            assertThat(answer).hasStatus(302).hasRedirectedUrl("/login");
          }
        });
  }

  /** Fails where no route is meant, which would look like success. */
  private Stream<DynamicTest> tests(Predicate<Route> which, Check check) {
    List<Route> meant = routes.stream().filter(which).toList();
    assertThat(meant).isNotEmpty();
    return meant.stream()
        .map(route -> DynamicTest.dynamicTest(route.toString(), () -> check.of(route)));
  }

  private interface Check {
    void of(Route route);
  }

  private MvcTestResult as(String role, Route route, RequestPostProcessor token) {
    return mvc.method(route.method())
        .uri(route.address())
        .with(user("somebody").roles(role))
        .with(token)
        .exchange();
  }
}

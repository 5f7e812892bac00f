package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.asyncable.Permission;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the library behind the application's own security, as the mappings tell them. */
@SecuredTest
class RouteAccessTest {

  /** A route, the permission it needs and whether that for one's own records is enough. */
  record Route(HttpMethod method, String pattern, Permission permission, boolean own) {

    private static final Map<String, String> VALUES =
        Map.of("{type}", "Appeal", "{id}", UUID.randomUUID().toString());

    static Stream<Route> of(RequestMappingInfo info, HandlerMethod controller) {
      // The annotation is the library's own affair, so it is found by its name.
      MergedAnnotation<?> required =
          MergedAnnotations.from(controller.getMethod()).get("io.asyncable.web.Requires");
      return required.isPresent()
          ? info.getMethodsCondition().getMethods().stream()
              .map(RequestMethod::asHttpMethod)
              .flatMap(
                  method ->
                      info.getPatternValues().stream()
                          .map(
                              pattern ->
                                  new Route(
                                      method,
                                      pattern,
                                      required.getEnum("value", Permission.class),
                                      required.getBoolean("own"))))
          : Stream.empty();
    }

    String address() {
      String address = pattern;
      for (Map.Entry<String, String> value : VALUES.entrySet()) {
        address = address.replace(value.getKey(), value.getValue());
      }
      return address.replaceAll("\\{[^}]+}", "1");
    }

    boolean isRead() {
      return method.equals(HttpMethod.GET);
    }

    boolean isOpenToOwners() {
      return own && Permission.OWN.contains(permission);
    }

    boolean isOpenToViewers() {
      return Permission.VIEWER.contains(permission) && (isRead() || own);
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  private final MockMvcTester mvc;
  private final List<Route> routes;

  RouteAccessTest(
      @Autowired MockMvcTester mvc,
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.mvc = mvc;
    this.routes =
        mappings.getHandlerMethods().entrySet().stream()
            .flatMap(route -> Route.of(route.getKey(), route.getValue()))
            .toList();
  }

  @Test
  void theRoutesAreFound() {
    assertThat(routes)
        .extracting(Route::toString)
        .contains("GET /jobs", "POST /jobs/{type}/{id}/restart", "GET /api/jobs/{type}/{id}");
  }

  @TestFactory
  Stream<DynamicTest> aViewerGetsInWhereOnlySightIsNeeded() {
    return tests(
        route -> true, route -> assertOpen(route.isOpenToViewers(), as("VIEWER", route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> aSubmitterGetsInWhereOneSeesOnesOwn() {
    return tests(
        route -> true, route -> assertOpen(route.isOpenToOwners(), as("SUBMITTER", route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> anOperatorGetsInEverywhere() {
    return tests(route -> true, route -> assertOpen(true, as("OPERATOR", route, csrf())));
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
        route -> !route.isRead(),
        route ->
            assertThat(as("OPERATOR", route, request -> request)).as("no token").hasStatus(403));
  }

  @TestFactory
  Stream<DynamicTest> nobodyIsAskedToSignIn() {
    return tests(
        route -> true,
        route -> {
          var answer = mvc.method(route.method()).uri(route.address()).with(csrf()).exchange();
          if (route.pattern().startsWith("/api/")) {
            assertThat(answer).hasStatus(401);
            assertThat(answer.getResponse().getContentType())
                .startsWith("application/problem+json");
          } else {
            assertThat(answer).hasStatus(302).hasRedirectedUrl("/login");
          }
        });
  }

  private Stream<DynamicTest> tests(Predicate<Route> which, Check check) {
    return routes.stream()
        .filter(which)
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

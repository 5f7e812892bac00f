package io.asyncable.app.system.access;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.asyncable.Permission;
import io.asyncable.app.test.SecuredTest;
import java.util.HashSet;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

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

  private enum User {
    NOBODY,
    WITHOUT_ROLE,
    SUBMITTER,
    VIEWER,
    OPERATOR;

    private RequestPostProcessor login() {
      return switch (this) {
        case NOBODY -> request -> request;
        case WITHOUT_ROLE -> user("somebody").authorities(List.of());
        case SUBMITTER, VIEWER, OPERATOR -> user("somebody").roles(name());
      };
    }
  }

  private static final Set<User> READING = Set.of(User.VIEWER, User.OPERATOR);
  private static final Set<User> FILING = Set.of(User.SUBMITTER, User.OPERATOR);
  private static final Set<User> SIGNED_IN = Set.of(User.SUBMITTER, User.VIEWER, User.OPERATOR);

  /** Who may use what the library does not guard; a route that is missing here fails. */
  private static final Map<String, Set<User>> OUTSIDE_THE_LIBRARY =
      Map.ofEntries(
          entry("GET /", SIGNED_IN),
          entry("GET /intake", SIGNED_IN),
          entry("POST /intake", FILING),
          entry("GET /intake/reviews/{type}/{id}", SIGNED_IN),
          entry("POST /intake/reviews/{type}/{id}/veteran", FILING),
          entry("POST /api/intake/reviews/{type}/{id}/veteran", FILING),
          entry("POST /api/intake/imports", FILING),
          entry("POST /api/intake/reviews", FILING),
          entry("GET /api/intake/reviews/{type}/{id}", SIGNED_IN),
          entry("POST /api/intake/reviews/{type}/{id}/issues", FILING),
          entry("POST /api/intake/reviews/appeal/{id}/decision", Set.of(User.OPERATOR)),
          entry("GET /v3/api-docs", READING),
          entry("GET /v3/api-docs.yaml", READING),
          entry("GET /actuator", Set.of(User.OPERATOR)),
          entry("GET /actuator/info", Set.of(User.OPERATOR)),
          entry("GET /actuator/metrics", Set.of(User.OPERATOR)),
          entry("GET /actuator/metrics/{requiredMetricName}", Set.of(User.OPERATOR)));

  /** Read before anybody is asked who sent it. */
  private static final String DECISION = "{\"text\": \"Granted.\", \"granted\": []}";

  /**
   * A route, and for those of the library the permission that it needs and whether that for one's
   * own records is enough.
   */
  record Route(HttpMethod method, String pattern, @Nullable String permission, boolean own) {

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
                                  required.isPresent() ? required.getString("value") : null,
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

    boolean isAt(String address) {
      return PathPatternParser.defaultInstance
          .parse(pattern)
          .matches(PathContainer.parsePath(address));
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

  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

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
    assertThat(routes).extracting(Route::toString).containsAll(OUTSIDE_THE_LIBRARY.keySet());
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
        route -> assertThat(as(User.VIEWER, route, csrf())).hasStatus(403));
  }

  @TestFactory
  Stream<DynamicTest> aViewerGetsInWhereOnlySightIsNeeded() {
    return tests(
        Route::isOfLibrary,
        route -> assertOpen(route.isOpenToViewers(), as(User.VIEWER, route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> aSubmitterGetsInWhereOneSeesOnesOwn() {
    return tests(
        Route::isOfLibrary,
        route -> assertOpen(route.isOpenToOwners(), as(User.SUBMITTER, route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> anOperatorGetsInEverywhere() {
    return tests(
        route -> !route.isPublic(), route -> assertOpen(true, as(User.OPERATOR, route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> whoHasNoRoleGetsInNowhere() {
    return tests(
        route -> !route.isPublic(),
        route -> assertOpen(false, as(User.WITHOUT_ROLE, route, csrf())));
  }

  @TestFactory
  Stream<DynamicTest> whatTheLibraryDoesNotGuardIsForThoseWhoAreNamedHere() {
    return tests(
        route -> !route.isOfLibrary() && !route.isPublic(),
        route -> {
          assertThat(OUTSIDE_THE_LIBRARY).containsKey(route.toString());
          Set<User> allowed = OUTSIDE_THE_LIBRARY.get(route.toString());
          for (User user : SIGNED_IN) {
            assertOpen(allowed.contains(user), as(user, route, csrf()));
          }
        });
  }

  /** It tells of what GET gives, and is no way around the permission. */
  @TestFactory
  Stream<DynamicTest> askingForTheHeadersOnlyNeedsTheSame() {
    return tests(
        route -> route.isRead() && route.isOfLibrary(),
        route ->
            assertOpen(
                route.isOpenToViewers(),
                exchange(User.VIEWER, HttpMethod.HEAD, route.address(), csrf())));
  }

  @TestFactory
  Stream<DynamicTest> noOtherMethodIsAWayIn() {
    List<String> addresses =
        routes.stream().filter(route -> !route.isPublic()).map(Route::address).distinct().toList();
    assertThat(addresses).isNotEmpty();
    return addresses.stream()
        .map(address -> DynamicTest.dynamicTest(address, () -> assertNoOtherMethod(address)));
  }

  private void assertNoOtherMethod(String address) {
    Set<HttpMethod> others = new HashSet<>(METHODS);
    routes.stream()
        .filter(route -> !route.isPublic() && route.isAt(address))
        .forEach(
            route -> {
              others.remove(route.method());
              if (route.isRead()) {
                others.remove(HttpMethod.HEAD);
              }
            });
    for (User user : User.values()) {
      for (HttpMethod method : others) {
        MvcTestResult answer = exchange(user, method, address, csrf());
        boolean tellsMethods = answer.getResponse().containsHeader(HttpHeaders.ALLOW);
        assertThat(answer.getResponse().getStatus())
            .as("%s by %s", method, user)
            .isIn(
                method.equals(HttpMethod.TRACE)
                    ? List.of(400)
                    : user == User.NOBODY
                        ? List.of(302, 401)
                        : method.equals(HttpMethod.OPTIONS) && tellsMethods
                            ? List.of(200)
                            : List.of(403, 405));
      }
    }
  }

  /** Or there were routes that the tests of this class do not know. */
  @Test
  void nothingElseAnswersAnAddress(
      @Autowired Map<String, HandlerMapping> mappings,
      @Autowired Map<String, RouterFunction<?>> functions) {
    List<String> files =
        mappings.values().stream()
            .filter(AbstractUrlHandlerMapping.class::isInstance)
            .map(AbstractUrlHandlerMapping.class::cast)
            .flatMap(mapping -> mapping.getHandlerMap().keySet().stream())
            .toList();
    assertThat(files).containsExactlyInAnyOrder("/webjars/**", "/**");
    // Both answer requests that have failed, and no other.
    assertThat(functions.values())
        .extracting(function -> function.getClass().getName())
        .containsExactlyInAnyOrder(
            "io.asyncable.web.FailedRequests", "io.asyncable.app.system.server.ErrorPages");
    assertThat(mappings.values())
        .allMatch(
            mapping ->
                mapping instanceof AbstractUrlHandlerMapping
                    || mapping instanceof RouterFunctionMapping
                    || mapping instanceof RequestMappingInfoHandlerMapping);
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
            assertThat(as(User.OPERATOR, route, request -> request)).as("no token").hasStatus(403));
  }

  @TestFactory
  Stream<DynamicTest> nobodyIsAskedToSignIn() {
    return tests(
        route -> !route.isPublic(),
        route -> {
          var answer = as(User.NOBODY, route, csrf());
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

  private MvcTestResult as(User user, Route route, RequestPostProcessor token) {
    return exchange(user, route.method(), route.address(), token);
  }

  private MvcTestResult exchange(
      User user, HttpMethod method, String address, RequestPostProcessor token) {
    var request = mvc.method(method).uri(address).with(user.login()).with(token);
    if (address.endsWith("/decision")) {
      request.contentType(MediaType.APPLICATION_JSON).content(DECISION);
    }
    return request.exchange();
  }
}

package io.asyncable.web;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Permission;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the library, as the mappings tell them, against everybody who may not use it. */
@WebTest
class RouteAccessTest {

  private static final String REFUSAL = "You may not";

  private final Rows rows;
  private final int port;
  private final List<Route> routes;
  private Map<String, String> bobs = Map.of();

  RouteAccessTest(
      @Autowired Rows rows,
      @LocalServerPort int port,
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    this.rows = rows;
    this.port = port;
    this.routes = Route.all(mappings).toList();
  }

  @BeforeEach
  void insertSomebodysRecord() {
    rows.clear();
    bobs = Map.of("type", "Parcel", "id", rows.parcel("of bob", "bob", T, Map.of()));
  }

  @Test
  void theRoutesAreFound() {
    assertThat(routes)
        .extracting(Route::toString)
        .contains("GET /jobs", "POST /jobs/{type}/{id}/restart", "GET /api/jobs/{type}/{id}");
  }

  @TestFactory
  Stream<DynamicTest> aViewerMayNotActOrSeeMore() {
    return refused("viewer", route -> !Permission.VIEWER.contains(route.required().value()));
  }

  /** Without exception: a viewer's own messages stay unread too, since reading marks them. */
  @TestFactory
  Stream<DynamicTest> aViewersActIsRefused() {
    return refused("viewer", route -> !route.isRead());
  }

  @TestFactory
  Stream<DynamicTest> aSubmitterMayOnlyWhatIsOpenToOwners() {
    return refused("alice", route -> !isOpenToOwners(route));
  }

  @TestFactory
  Stream<DynamicTest> aSubmitterMayNothingToAnothersRecord() {
    return refused("alice", route -> route.isOfRecord() && !isOpenToOwners(route));
  }

  /** Or she would learn which ids there are. */
  @TestFactory
  Stream<DynamicTest> aSubmitterCannotTellAnothersRecordFromNone() {
    Site alice = new Site(port, "alice");
    String none = UUID.randomUUID().toString();
    String id = bobs.get("id");
    return tests(
        route -> route.isOfRecord() && isOpenToOwners(route),
        route -> {
          HttpResponse<String> foreign = alice.send(route.method(), route.address(bobs));
          HttpResponse<String> missing =
              alice.send(route.method(), route.address(Map.of("type", "Parcel", "id", none)));
          assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(404);
          assertThat(missing.statusCode()).isEqualTo(404);
          assertThat(foreign.body().replace(id, none)).isEqualTo(missing.body());
        });
  }

  @TestFactory
  Stream<DynamicTest> aSubmitterMayReadHerOwnRecord() {
    Site alice = new Site(port, "alice");
    Map<String, String> hers =
        Map.of("type", "Parcel", "id", rows.parcel("of alice", "alice", T, Map.of()));
    return tests(
        route -> route.isOfRecord() && route.isRead() && isOpenToOwners(route),
        route -> {
          HttpResponse<String> answer = alice.get(route.address(hers));
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
          assertThat(answer.body()).doesNotContain("bob");
        });
  }

  @TestFactory
  Stream<DynamicTest> whoMayEverythingToOneTypeCannotTellAnotherFromNone() {
    Site clerk = new Site(port, "clerk");
    Map<String, String> none = Map.of("type", "Nope", "id", bobs.get("id"));
    return tests(
        Route::isOfType,
        route -> {
          HttpResponse<String> hidden = clerk.send(route.method(), route.address(bobs));
          HttpResponse<String> missing = clerk.send(route.method(), route.address(none));
          assertThat(hidden.statusCode()).as(hidden.body()).isEqualTo(404);
          assertThat(missing.statusCode()).isEqualTo(404);
          assertThat(hidden.body().replace("Parcel", "Nope")).isEqualTo(missing.body());
        });
  }

  @TestFactory
  Stream<DynamicTest> whoMayEverythingToOneTypeMayNotWhatConcernsAll() {
    return refused("clerk", route -> Permission.OF_NO_TYPE.contains(route.required().value()));
  }

  @TestFactory
  Stream<DynamicTest> anActOnAPageNeedsTheTokenOfItsSession() {
    Site operator = new Site(port, "operator");
    return tests(
        route -> !route.isRead() && !route.isApi(),
        route ->
            assertThat(operator.form(route.address(bobs), Map.of()).statusCode()).isEqualTo(403));
  }

  @TestFactory
  Stream<DynamicTest> nobodyGetsInWithoutAPassword() {
    Site nobody = new Site(port, null);
    return tests(
        route -> true,
        route ->
            assertThat(nobody.send(route.method(), route.address(bobs)).statusCode())
                .isEqualTo(401));
  }

  @TestFactory
  Stream<DynamicTest> anOperatorMayReadEverything() {
    Site operator = new Site(port, "operator");
    return tests(
        Route::isRead,
        route ->
            assertThat(operator.get(route.address(bobs)).statusCode())
                .isIn(200, 302, 303, 400, 404));
  }

  private static boolean isOpenToOwners(Route route) {
    return route.required().own() && Permission.OWN.contains(route.required().value());
  }

  private Stream<DynamicTest> refused(String user, Predicate<Route> which) {
    Site site = new Site(port, user);
    return tests(
        which,
        route -> {
          HttpResponse<String> answer = site.send(route.method(), route.address(bobs));
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
          // By the library, not for want of a token.
          assertThat(answer.body()).contains(REFUSAL);
        });
  }

  private interface Check {
    void of(Route route);
  }

  /** Fails where no route is meant, which would look like success. */
  private Stream<DynamicTest> tests(Predicate<Route> which, Check check) {
    List<Route> meant = routes.stream().filter(which).toList();
    assertThat(meant).isNotEmpty();
    return meant.stream()
        .map(route -> DynamicTest.dynamicTest(route.toString(), () -> check.of(route)));
  }
}

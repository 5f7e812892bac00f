package io.asyncable.web;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.asyncable.State;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.move.Act;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.InlineConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** No act of the catalogue is missing from the page, the API or the bulk actions. */
@WebTest
// The context of BulkTest.
@Import({InlineConfiguration.class, EngineDriver.class, FaultInjector.class})
class ActCatalogueTest {

  private static final Instant FAR = Instant.parse("2199-01-01T00:00:00Z");
  private static final String REASON = "{\"reason\":\"because\"}";

  private final Rows rows;
  private final Audit audit;
  private final RequestMappingHandlerMapping mappings;
  private final Site operator;
  private final int port;

  ActCatalogueTest(
      @Autowired Rows rows,
      @Autowired Audit audit,
      @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
      @LocalServerPort int port) {
    this.rows = rows;
    this.audit = audit;
    this.mappings = mappings;
    this.operator = new Site(port, "operator");
    this.port = port;
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  /**
   * Besides them, only payloads are sent to a record, and notes, which its submitter may write too.
   */
  @Test
  void pageAndApiTakeTheActsWithTheirPermissionsAndNothingElse() {
    assertThat(
            Route.all(mappings)
                .filter(route -> route.isOfRecord() && !route.isRead() && !route.required().own())
                .map(route -> route + " needs " + route.required().value()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(Act.values())
                        .flatMap(act -> Stream.of(route("/jobs", act), route("/api/jobs", act))),
                    Stream.of(
                        "POST /jobs/{type}/{id}/payload needs edit-payload",
                        "POST /api/jobs/{type}/{id}/payload needs edit-payload"))
                .toList());
  }

  private static String route(String root, Act act) {
    return "POST %s/{type}/{id}/%s needs %s".formatted(root, act.word(), act.permission());
  }

  @ParameterizedTest
  @EnumSource
  void thePageOffersAndDoesIt(Act act) {
    String page = "/jobs/Parcel/" + possible(act);
    assertThat(operator.get(page).body()).contains("\"" + page + "/" + act.word());

    HttpResponse<String> done =
        operator.form(page, page + "/" + act.word(), Map.of("from", "detail", "reason", "because"));

    String id = page.substring(page.lastIndexOf('/') + 1);
    assertThat(operator.follow(done).body()).contains(act.done("Parcel " + id));
    requireAudited(act, id, Via.PAGE);
  }

  /** The record's own page does nothing at once that deserves a thought. */
  @ParameterizedTest
  @EnumSource
  void theRecordsPageAsksBeforeAllButARetry(Act act) {
    String page = "/jobs/Parcel/" + possible(act);
    String shown = operator.get(page + "?list=state%3Dqueued").body();
    String asking = page + "/" + act.word() + "?from=detail&amp;list=state%3Dqueued";

    assertThat(shown.contains("action=\"" + page + "/" + act.word() + "\""))
        .isEqualTo(act == Act.RETRY);
    assertThat(shown.contains("href=\"" + asking + "\"")).isEqualTo(act != Act.RETRY);
    assertThat(operator.get(asking.replace("&amp;", "&")).body())
        .contains("name=\"from\" value=\"detail\"", "name=\"list\" value=\"state=queued\"")
        .contains("href=\"" + page + "?list=state%3Dqueued\"");
  }

  /** On a page of its own, which works without scripts. */
  @ParameterizedTest
  @EnumSource
  void aPageAsksBeforeIt(Act act) {
    String id = possible(act);
    String address = "/jobs/Parcel/" + id + "/" + act.word();
    String page = operator.get(address).body();

    assertThat(page)
        .contains(act.title("p subject of p") + "?", ">" + act.title() + "</button>")
        .containsPattern("<p>[^<]*idempotency key|<p>[^<]*attempt")
        .contains("action=\"" + address + "\"");
    assertThat(page.contains("required=\"required\"")).isEqualTo(act.needsReason());
    HttpResponse<String> done = operator.form(address, address, Map.of("reason", "because"));
    assertThat(operator.follow(done).body()).contains(act.done("Parcel " + id));

    HttpResponse<String> again = operator.get("/jobs/Parcel/" + concluded(act) + "/" + act.word());
    assertThat(operator.follow(again).body()).contains("cannot be ");
    assertThat(new Site(port, "viewer").get(address).statusCode()).isEqualTo(403);
  }

  /** A record in a state that does not allow it. */
  private String concluded(Act act) {
    return act == Act.RESTART
        ? rows.parcel("p", "alice", T, Map.of())
        : rows.concluded("p", "alice", Map.of("processed_at", T));
  }

  @Test
  void aRestartSaysWhoseKeyTheRecordHas() {
    String expired = rows.expired("p", "alice", "Refused: x");
    String processed = rows.concluded("p", "alice", Map.of("processed_at", T));
    assertThat(operator.get("/jobs/Parcel/" + expired + "/restart").body())
        .contains("The record keeps its idempotency key", "was attempted 2 times");
    assertThat(operator.get("/jobs/Parcel/" + processed + "/restart").body())
        .contains("under a new idempotency key");
  }

  @ParameterizedTest
  @EnumSource
  void theApiOffersAndDoesIt(Act act) {
    String id = possible(act);
    String address = "/api/jobs/Parcel/" + id;
    String may =
        Arrays.stream(act.word().split("-"))
            .map(StringUtils::capitalize)
            .collect(Collectors.joining("", "$.may", ""));
    assertThat(Site.<Boolean>read(operator.get(address), may)).isTrue();

    HttpResponse<String> done = operator.json(address + "/" + act.word(), REASON);

    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    requireAudited(act, id, Via.API);
  }

  @ParameterizedTest
  @EnumSource
  void aBulkActionOffersAndDoesItUnlessItIsOneForSingleRecords(Act act) {
    String id = possible(act);
    String list = operator.get("/jobs").body();
    HttpResponse<String> begun =
        operator.json(
            "/api/bulk",
            "{\"act\":\"%s\",\"record\":[\"Parcel:%s\"],\"reason\":\"because\"}"
                .formatted(act.word(), id));

    String button = "name=\"act\" value=\"" + act.word() + "\"";
    if (Act.OF_MANY.contains(act)) {
      assertThat(list).contains(button);
      assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
      requireAudited(act, id, Via.BULK);
      assertThat(operator.get("/jobs/bulk").body()).contains(act.title("1 record"));
    } else {
      assertThat(list).doesNotContain(button);
      assertThat(begun.statusCode()).isEqualTo(400);
      assertThat(begun.body()).contains("A bulk action cannot be '" + act.word() + "'. Use one of");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReasonThatItNeedsIsAskedForByTheNameOfTheField(Act act) {
    String page = "/jobs/Parcel/" + possible(act);
    HttpResponse<String> byForm =
        operator.form(page, page + "/" + act.word(), Map.of("from", "detail", "reason", " "));
    String address = "/api/jobs/Parcel/" + possible(act) + "/" + act.word();
    HttpResponse<String> byApi = operator.json(address, "{}");

    if (act.needsReason()) {
      String sentence = "The field reason is empty. To " + act.to("a record") + ", write why.";
      assertThat(byForm.statusCode()).isEqualTo(400);
      assertThat(byForm.body()).contains(sentence);
      assertThat(byApi.statusCode()).isEqualTo(400);
      assertThat(Site.<String>read(byApi, "$.detail")).isEqualTo(sentence);
    } else {
      assertThat(byForm.statusCode()).isEqualTo(302);
      assertThat(byApi.statusCode()).as(byApi.body()).isEqualTo(200);
    }
  }

  /** A record that is in a state for it. */
  private String possible(Act act) {
    if (act.isPossibleIn(State.QUEUED)) {
      return rows.parcel("p", "alice", T, Map.of());
    }
    return act.isPossibleIn(State.EXPIRED)
        ? rows.expired("p", "alice", "Refused: (gave up: permanent failure)")
        : rows.parcel("p", "alice", FAR, Map.of());
  }

  private void requireAudited(Act act, String id, Via via) {
    assertThat(audit.ofRecord("Parcel", id, 10))
        .extracting(AuditEntry::action, AuditEntry::via, AuditEntry::reason)
        .containsExactly(tuple(act.word(), via, "because"));
  }
}

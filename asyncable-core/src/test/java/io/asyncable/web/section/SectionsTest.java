package io.asyncable.web.section;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.depot.DepotConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The navigation with a feature in it that consists of new files alone. */
@WebTest
@Import(DepotConfiguration.class)
@TestPropertySource(properties = "asyncable.web.access.permissions.view-depots=ROLE_AUDITOR")
class SectionsTest {

  private static final Pattern TABS =
      Pattern.compile("<nav class=\"sections\".*?</nav>", Pattern.DOTALL);
  private static final Pattern WITHIN =
      Pattern.compile("<nav class=\"sections within\".*?</nav>", Pattern.DOTALL);
  private static final Pattern HEADER = Pattern.compile("<header.*?</header>", Pattern.DOTALL);
  private static final Pattern MAIN =
      Pattern.compile("<nav aria-label=\"Main\".*?</nav>", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("<a [^>]*?href=\"([^\"]*)\"");

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;
  private final Site auditor;
  private final Site alice;

  SectionsTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.auditor = new Site(port, "auditor");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void insert() {
    rows.clear();
    rows.parcel("one", "alice", T, Map.of());
    rows.parcel("another", "alice", T, Map.of());
    jdbc.sql("update parcel set tenant = 'north'").update();
  }

  @Test
  void thereAreAtMostFiveTabsAndEachLeadsToItsFirstPageThatTheUserMayOpen() {
    assertThat(links(TABS, operator.get("/jobs")))
        .containsExactly("/jobs", "/jobs/errors", "/jobs/types", "/jobs/queues", "/jobs/audit");
    assertThat(links(TABS, viewer.get("/jobs")))
        .containsExactly("/jobs", "/jobs/errors", "/jobs/types", "/jobs/queues");
    assertThat(links(TABS, alice.get("/jobs"))).containsExactly("/jobs");
    assertThat(links(TABS, auditor.get("/jobs/depots")))
        .containsExactly("/jobs/depots", "/jobs/audit");
  }

  @Test
  void theOpenTabShowsItsPagesInTheirOrder() {
    assertThat(links(WITHIN, operator.get("/jobs")))
        .containsExactly("/jobs", "/jobs/jobs", "/jobs/bulk", "/jobs/glossary");
    assertThat(links(WITHIN, operator.get("/jobs/errors"))).isEmpty();
    assertThat(links(WITHIN, operator.get("/jobs/statistics")))
        .containsExactly("/jobs/types", "/jobs/summary", "/jobs/statistics");
    assertThat(links(WITHIN, operator.get("/jobs/health")))
        .containsExactly(
            "/jobs/queues",
            "/jobs/depots",
            "/jobs/workers",
            "/jobs/breakers",
            "/jobs/schedules",
            "/jobs/health");
    assertThat(links(WITHIN, viewer.get("/jobs/health"))).doesNotContain("/jobs/depots");
    assertThat(links(WITHIN, viewer.get("/jobs")))
        .containsExactly("/jobs", "/jobs/jobs", "/jobs/glossary");
    assertThat(links(WITHIN, operator.get("/jobs/inbox"))).isEmpty();
  }

  @Test
  void aPageBelowAnotherOpensTheTabOfThatPage() {
    assertThat(operator.get("/jobs/types/Parcel").body())
        .containsPattern("<a href=\"/jobs/types\" aria-current=\"true\">Reports</a>")
        .containsPattern("<a href=\"/jobs/types\" aria-current=\"true\">Types</a>")
        .doesNotContain("aria-current=\"page\"");
    assertThat(operator.get("/jobs/queues").body())
        .containsPattern("<a href=\"/jobs/queues\" aria-current=\"true\">Engine</a>")
        .containsPattern("<a href=\"/jobs/queues\" aria-current=\"page\">Queues</a>");
  }

  @Test
  void pagesThatNameNoTabStandInTheHeader() {
    assertThat(links(MAIN, operator.get("/depots"))).containsExactly("/jobs", "/depots");
    assertThat(links(MAIN, viewer.get("/jobs"))).containsExactly("/jobs");
  }

  @Test
  void theBellIsInTheHeaderForThoseWhoHaveAnInbox() {
    for (Site site : List.of(operator, viewer, alice)) {
      assertThat(links(HEADER, site.get("/jobs"))).contains("/jobs/inbox");
    }
    assertThat(links(HEADER, auditor.get("/jobs/depots"))).doesNotContain("/jobs/inbox");
    assertThat(operator.get("/jobs/inbox").body())
        .containsPattern("class=\"bell\" href=\"/jobs/inbox\" aria-current=\"page\"");
  }

  @Test
  void thePageOfTheFeatureHasItsDataAndIsLiveWithAllBadges() {
    String page = auditor.get("/jobs/depots").body();
    assertThat(page)
        .contains("<li>north: 2</li>")
        .contains("hx-select-oob=\"#depots, #depots-count, #inbox-count\"")
        .containsPattern(
            "<a href=\"/jobs/depots\" aria-current=\"page\"><span id=\"depots-count\">Depots \\[1]");
    assertThat(operator.get("/jobs/queues").body())
        .contains(", #depots-count, #inbox-count\"", ">Depots [1]</span>", ">Inbox</span>");
  }

  @Test
  void whoHasNotThePermissionOfTheFeatureIsRefusedByItsWord() {
    HttpResponse<String> answer = viewer.get("/jobs/depots");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("it needs the permission view-depots")
        .contains("<span id=\"inbox-count\">Inbox</span>");
  }

  private static List<String> links(Pattern navigation, HttpResponse<String> page) {
    return navigation
        .matcher(page.body())
        .results()
        .map(MatchResult::group)
        .flatMap(found -> LINK.matcher(found).results())
        .map(link -> link.group(1))
        .toList();
  }
}

package io.asyncable.web.report;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.TestClock;
import io.asyncable.test.TestClockConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
@Import(TestClockConfiguration.class)
class TypePagesTest {

  private final Rows rows;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;
  private final Site alice;

  TypePagesTest(
      @Autowired Rows rows,
      @Autowired TestClock clock,
      @Autowired JdbcClient jdbc,
      @LocalServerPort int port) {
    this.rows = rows;
    this.clock = clock;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
    // Beyond what is remembered of another test.
    clock.advance(Duration.ofHours(2));
  }

  @Test
  void listsTheTypesOfTheRegistry() {
    rows.parcel("p", "alice", clock.instant().minusSeconds(5), Map.of());
    count("Parcel", "hour", 9, 3);

    HttpResponse<String> answer = viewer.get("/api/types");
    assertThat(Site.<List<String>>read(answer, "$.types[*].type")).contains("Invoice", "Parcel");
    assertThat(Site.<List<Integer>>read(answer, parcel("unconcluded"))).containsExactly(1);
    assertThat(Site.<List<Integer>>read(answer, parcel("processed"))).containsExactly(9);
    assertThat(viewer.get("/jobs/types").body()).contains("href=\"/jobs/types/Parcel\"");
  }

  @Test
  void countsByStateAndAge() {
    Instant now = clock.instant();
    rows.parcel("young", "alice", now.minusSeconds(5), Map.of());
    rows.parcel("old", "alice", now.minus(Duration.ofHours(2)), Map.of());
    rows.parcel("later", "alice", now.plus(Duration.ofHours(2)), Map.of());
    rows.parcel(
        "retrying",
        "alice",
        now.minus(Duration.ofDays(3)),
        Map.of("attempts", 1, "attempted_at", now, "error", "Refused: secret"));
    rows.expired("expired", "alice", "Refused: secret");

    HttpResponse<String> answer = viewer.get("/api/types/Parcel");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Site.<Integer>read(answer, "$.unconcluded")).isEqualTo(5);
    assertThat(Site.<Boolean>read(answer, "$.unconcludedCapped")).isFalse();
    assertThat(records(answer, "states", "state", "queued")).isEqualTo(2);
    assertThat(records(answer, "states", "state", "scheduled")).isEqualTo(1);
    assertThat(records(answer, "states", "state", "retrying")).isEqualTo(1);
    assertThat(records(answer, "states", "state", "expired")).isEqualTo(1);
    assertThat(records(answer, "states", "state", "running")).isZero();
    assertThat(Site.<List<Integer>>read(answer, "$.ages[*].records"))
        .containsExactly(1, 0, 0, 1, 0, 1, 0);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void theListBeginsWithHowManyAreInEachStateOfTheTypesThatOneSees() {
    rows.expired("a", "alice", "Refused: x");
    rows.expired("b", "alice", "Refused: x");
    rows.parcel("c", "alice", clock.instant().minusSeconds(5), Map.of());
    rows.invoice(1, clock.instant().minusSeconds(5));

    assertThat(viewer.get("/jobs?state=expired").body())
        .containsPattern(total("expired", "aria-current=\"true\"", 2))
        .containsPattern(total("queued", "", 2))
        .containsPattern(total("retrying", "class=\"none\"", 0));
    assertThat(alice.get("/jobs").body()).doesNotContain("id=\"totals\"");
    assertThat(viewer.get("/jobs/types").body())
        .contains("href=\"/jobs?type=Parcel&amp;state=expired\">2</a>")
        .contains("href=\"/jobs?type=Invoice&amp;state=queued\">1</a>")
        .doesNotContain("/jobs?type=Invoice&amp;state=expired");
    HttpResponse<String> types = viewer.get("/api/types");
    assertThat(
            Site.<List<Integer>>read(
                types, "$.types[?(@.type=='Parcel')].states[?(@.state=='expired')].records"))
        .containsExactly(2);
  }

  /** Though the page was looked at just before: what is live is counted anew each time. */
  @Test
  void whatIsSubmittedIsCountedAtOnce() {
    Instant now = clock.instant();
    assertThat(viewer.get("/jobs").body()).containsPattern(total("queued", "class=\"none\"", 0));
    assertThat(Site.<List<Integer>>read(viewer.get("/api/types"), parcel("unconcluded")))
        .containsExactly(0);
    assertThat(Site.<Integer>read(viewer.get("/api/types/Parcel"), "$.unconcluded")).isZero();
    rows.parcel("p", "alice", now.minusSeconds(5), Map.of());

    assertThat(viewer.get("/jobs?state=queued").body())
        .containsPattern(total("queued", "aria-current=\"true\"", 1))
        .contains("<strong>1</strong>");
    assertThat(Site.<List<Integer>>read(viewer.get("/api/types"), parcel("unconcluded")))
        .containsExactly(1);
    HttpResponse<String> type = viewer.get("/api/types/Parcel");
    assertThat(Site.<Integer>read(type, "$.unconcluded")).isEqualTo(1);
    assertThat(records(type, "states", "state", "queued")).isEqualTo(1);
  }

  @Test
  void manyAreCountedOnceForAllAndTellWhen() {
    rows.manyInvoices(10_000);
    assertThat(viewer.get("/jobs").body())
        .containsPattern(total("queued", "", 10_000))
        .doesNotContain("counted at");
    rows.invoice(10_000, T);
    String time = "counted(?: at)?\\s+<time datetime=\"" + clock.instant();
    assertThat(viewer.get("/jobs").body())
        .containsPattern(total("queued", "", 10_001))
        .containsPattern(time);
    assertThat(viewer.get("/jobs/types").body()).containsPattern(time);

    rows.invoice(10_001, T);
    assertThat(viewer.get("/jobs").body())
        .containsPattern(total("queued", "", 10_001))
        .containsPattern(time);

    rows.clear();
    clock.advance(Duration.ofHours(2));
    rows.invoice(1, T);
    assertThat(viewer.get("/jobs").body())
        .containsPattern(total("queued", "", 1))
        .doesNotContain("counted at");
  }

  private static String total(String state, String attribute, int records) {
    return "<a href=\"/jobs\\?state=%s\"\\s*%s\\s*><strong>%d</strong>"
        .formatted(state, attribute, records);
  }

  @Test
  void tellsThroughputAndTimesOfTheWindow() {
    count("Parcel", "hour", 90, 10);
    count("Parcel", "minute", 9, 1);

    HttpResponse<String> day = viewer.get("/api/types/Parcel");
    assertThat(Site.<Integer>read(day, "$.totals.processed")).isEqualTo(90);
    assertThat(Site.<Integer>read(day, "$.totals.failed")).isEqualTo(10);
    assertThat(Site.<Double>read(day, "$.totals.share")).isEqualTo(0.9);
    assertThat(Duration.parse(Site.read(day, "$.totals.p50"))).isBetween(ms(24), ms(40));
    assertThat(Duration.parse(Site.read(day, "$.totals.p95"))).isBetween(ms(24), ms(40));
    assertThat(Site.<String>read(day, "$.totals.longest")).isEqualTo("PT0.04S");
    assertThat(Site.<List<Integer>>read(day, "$.throughput[*].processed"))
        .hasSize(25)
        .endsWith(90)
        .contains(0);
    assertThat(Site.<Integer>read(viewer.get("/api/types/Parcel?window=1h"), "$.totals.processed"))
        .isEqualTo(9);
    assertThat(viewer.get("/jobs/types/Parcel?window=7d").body())
        .contains("90.0% (81 of 90)", "data-value=\"90\"", "/asyncable/charts.js", "<canvas")
        .doesNotContain("<script>", "style=", "onclick");
  }

  @Test
  void tellsThePolicyWithItsSources() {
    HttpResponse<String> answer = viewer.get("/api/types/Parcel");

    assertThat(policy(answer, "services", "value")).isEqualTo("post");
    assertThat(policy(answer, "services", "source")).isEqualTo("asyncable.types.Parcel");
    assertThat(policy(answer, "window", "value")).isEqualTo("4d");
    assertThat(policy(answer, "window", "source")).isEqualTo("preset standard");
    assertThat(policy(answer, "max-failures", "value")).isEqualTo("none");
  }

  @Test
  void whatMeansNothingIsToldSo() {
    for (String type :
        List.of("Nope", "java.lang.String", "io.asyncable.test.web.Parcel", "%3Cb%3E")) {
      assertThat(operator.get("/api/types/" + type).statusCode()).as(type).isEqualTo(404);
      HttpResponse<String> page = operator.get("/jobs/types/" + type);
      assertThat(page.statusCode()).as(type).isEqualTo(404);
      assertThat(page.body()).contains("There is no process type").doesNotContain("<b>");
    }
    assertThat(operator.get("/api/types/Parcel?window=" + encoded("-1")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void isForThoseWhoSeeAllRecords() {
    for (String address :
        List.of("/api/types", "/jobs/types", "/api/types/Parcel", "/jobs/types/Parcel")) {
      assertThat(alice.get(address).statusCode()).as(address).isEqualTo(403);
    }
  }

  @Test
  void servesWhatDrawsTheCharts() {
    assertThat(operator.get("/asyncable/charts.js").statusCode()).isEqualTo(200);
    assertThat(operator.get("/webjars/chart.js/dist/chart.umd.min.js").statusCode()).isEqualTo(200);
  }

  /** As many processed, a tenth of them late, each of which took from 23 to 32 ms, at most 40. */
  private void count(String type, String period, int processed, int failed) {
    jdbc.sql(
            """
            insert into asyncable_statistics (process_type, period, at, processed, in_window,
              failed, lost, expired, longest_ms, ages, runs)
            select ?, ?, ?, ?, ?, ?, 0, 0, 40, array_agg(case when i = 11 then ? else 0 end),
              array_agg(0)
            from generate_series(1, 64) i
            """)
        .param(type)
        .param(period)
        .param(
            clock
                .instant()
                .truncatedTo(period.equals("hour") ? ChronoUnit.HOURS : ChronoUnit.MINUTES)
                .atOffset(ZoneOffset.UTC))
        .param(processed)
        .param(processed * 9 / 10)
        .param(failed)
        .param(processed)
        .update();
  }

  private static String parcel(String field) {
    return "$.types[?(@.type == 'Parcel')]." + field;
  }

  private static Duration ms(int millis) {
    return Duration.ofMillis(millis - 2);
  }

  private static int records(HttpResponse<String> answer, String list, String key, String value) {
    List<Integer> found =
        Site.read(answer, "$.%s[?(@.%s == '%s')].records".formatted(list, key, value));
    return found.get(0);
  }

  private static String policy(HttpResponse<String> answer, String name, String field) {
    List<String> found = Site.read(answer, "$.policy[?(@.name == '%s')].%s".formatted(name, field));
    return found.get(0);
  }
}

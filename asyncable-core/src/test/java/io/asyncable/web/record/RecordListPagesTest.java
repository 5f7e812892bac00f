package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class RecordListPagesTest {

  private final Rows rows;
  private final Site operator;
  private final Site viewer;

  RecordListPagesTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void aBadFilterIsAPageThatKeepsWhatWasTyped() {
    HttpResponse<String> answer =
        operator.get("/jobs?reason=bad%3Cluck&age=soon&subject=12345678&type=Parcel&sort=up");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("There is no reason &#39;bad&lt;luck&#39; to filter by.")
        .contains("value=\"12345678\"", "value=\"soon\"")
        .containsPattern("<option selected\\s+value=\"bad&lt;luck\">")
        .containsPattern("<option selected\\s+value=\"up\">")
        .containsPattern("<option value=\"Parcel\"\\s+selected=\"selected\"")
        .doesNotContain("id=\"found\"");
  }

  @Test
  void anUnknownTypeKeepsTheFormToo() {
    HttpResponse<String> answer = operator.get("/jobs?type=Nope&subject=1");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no process type", "value=\"1\"");
  }

  @Test
  void theFilterSurvivesPagesRecordsAndActs() {
    for (int i = 0; i < 51; i++) {
      rows.expired("p" + i, "a&b", "Refused: x (gave up: permanent failure)");
    }
    String page = operator.get("/jobs?submittedBy=a%26b&reason=expired-permanent").body();

    String query = "reason=expired-permanent&amp;submittedBy=a%26b";
    assertThat(page)
        .contains("name=\"list\" value=\"" + query + "\"", "href=\"/jobs.csv?" + query + "\"")
        .contains("href=\"/jobs.csv?" + query + "&amp;why=true\"")
        .contains("list=reason%3Dexpired-permanent%26submittedBy%3Da%2526b")
        .containsPattern("rel=\"next\" href=\"/jobs\\?\\Q" + query + "\\E&amp;page=");
    String id = page.split("/jobs/Parcel/")[1].split("[?/\"]")[0];
    assertThat(
            operator
                .get(
                    "/jobs/Parcel/%s?list=reason%%3Dexpired-permanent%%26submittedBy%%3Da%%2526b"
                        .formatted(id))
                .body())
        .contains("href=\"/jobs?" + query + "\"");
    HttpResponse<String> restarted =
        operator.form(
            "/jobs",
            "/jobs/Parcel/" + id + "/restart",
            Map.of("list", "reason=expired-permanent&submittedBy=a%26b"));
    assertThat(restarted.headers().firstValue("Location").orElseThrow())
        .endsWith("/jobs?reason=expired-permanent&submittedBy=a%26b");
  }

  @Test
  void aHostileReturnAddressLeadsToTheList() {
    rows.invoice(1, T);
    for (String list : new String[] {"//evil.example", "https://evil.example", "%zz=%", "x=1#y"}) {
      HttpResponse<String> answer =
          operator.form("/jobs", "/jobs/Invoice/1/restart", Map.of("list", list));
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .as(list)
          .matches("(http://127.0.0.1:\\d+)?/jobs");
    }
  }

  @Test
  void aListOfNothingSaysWhetherAnythingIsStuck() {
    assertThat(operator.get("/jobs").body()).contains("Nothing is stuck.");
    assertThat(operator.get("/jobs?type=Parcel").body()).contains("None here.");
  }

  @Test
  void aRowSaysHowLongAgoItWasSubmitted() {
    rows.invoice(1, Instant.now().minus(Duration.ofHours(3)));
    assertThat(operator.get("/jobs").body()).contains("3 h ago");
  }

  @Test
  void submittedIsWhenARecordWasFirstSubmitted() {
    Instant first = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    rows.parcel("p", "alice", T.plusSeconds(9), Map.of("submitted_at", first));

    assertThat(operator.get("/jobs").body())
        .contains("3 d ago", "datetime=\"" + first)
        .doesNotContain("datetime=\"" + T.plusSeconds(9));
  }

  @Test
  void whatWasNeverSubmittedIsToldWhatCanBeDone() {
    rows.invoiceAttemptedButNotSubmitted(9);

    HttpResponse<String> told = operator.get("/api/jobs/Invoice/9");
    assertThat(Site.<String>read(told, "$.next"))
        .isEqualTo(
            "No attempt begins by itself. Cancel the record if it is no longer needed; only the application can submit it.");
    assertThat(Site.<String>read(told, "$.action")).isEqualTo("cancel");
    assertThat(operator.get("/jobs/Invoice/9").body())
        .contains("/jobs/Invoice/9/cancel")
        .doesNotContain("/jobs/Invoice/9/restart", "/jobs/Invoice/9/retry");
    for (String act : List.of("restart", "retry")) {
      HttpResponse<String> refused = operator.json("/api/jobs/Invoice/9/" + act, "{}");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(Site.<String>read(refused, "$.detail"))
          .endsWith("Only the application can submit it.");
    }

    assertThat(operator.json("/api/jobs/Invoice/9/cancel", "{}").statusCode()).isEqualTo(200);
    assertThat(Site.<Integer>read(operator.get("/api/jobs"), "$.total")).isZero();
  }

  @Test
  void healthyRowsAreCalmerThanTrouble() {
    rows.invoice(1, T);
    assertThat(operator.get("/jobs").body()).contains("<tr class=\"calm\">");
    rows.clear();
    rows.expired("p", "alice", "Refused: x");
    assertThat(operator.get("/jobs").body()).doesNotContain("class=\"calm\"");
  }

  @Test
  void theAddressOfATypeFiltersAsWell() {
    rows.expired("p", "alice", "Refused: x");
    rows.invoice(1, T);
    assertThat(operator.get("/asyncable_jobs/Parcel/jobs?state=queued").body())
        .contains("None here.");
    assertThat(operator.get("/asyncable_jobs/Parcel/jobs?sort=newest").body())
        .contains("Refused")
        .doesNotContain("Invoice 1");
  }

  @Test
  void aTotalTooLargeToCountSaysSo() {
    rows.manyInvoices(10_001);
    String page = operator.get("/jobs").body();
    assertThat(page).contains("10000 or more");
    assertThat(operator.get("/jobs?reason=running").body()).contains("<strong>0</strong>");
  }

  @Test
  void recordsAreSelectedForAnActOnMany() {
    rows.invoice(1, T);
    assertThat(operator.get("/jobs?type=Invoice").body())
        .contains("action=\"/jobs/bulk/preview\"", "name=\"filter\" value=\"type=Invoice\"")
        .containsPattern("form=\"bulk\" autocomplete=\"off\"\\s+value=\"Invoice:1\"");
    assertThat(viewer.get("/jobs").body()).doesNotContain("/jobs/bulk", "checkbox");
    HttpResponse<String> preview =
        operator.form(
            "/jobs",
            "/jobs/bulk/preview",
            Map.of("act", "cancel", "all", "false", "filter", "", "record", "Invoice:1"));
    assertThat(preview.body()).contains("Cancel 1 record?");
  }

  @Test
  void whatIsLiveIsAskedForAgain() {
    assertThat(operator.get("/jobs").body())
        .contains("hx-get=\"\"", "hx-select-oob=\"#totals, #total, #rows, #inbox-count\"")
        .contains("hx-trigger=\"every 5s, click from:find button, visibilitychange from:document\"")
        .contains("id=\"total\"", "id=\"rows\"", "id=\"inbox-count\"", "data-live-pause");
  }

  @Test
  void aPageThatMayAnswerAFormNamesItsOwnAddress() {
    rows.invoice(1, T);
    assertThat(operator.get("/jobs/Invoice/1?list=type%3DInvoice").body())
        .contains("hx-get=\"/jobs/Invoice/1?list=type%3DInvoice\"");
    assertThat(operator.get("/jobs/queues").body()).contains("hx-get=\"/jobs/queues\"");
  }
}

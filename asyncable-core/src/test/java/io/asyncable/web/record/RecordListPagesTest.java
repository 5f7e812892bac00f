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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class RecordListPagesTest {

  private final Rows rows;
  private final Site operator;
  private final Site viewer;
  private final int port;

  RecordListPagesTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.port = port;
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
        .contains("/restart?list=reason%3Dexpired-permanent%26submittedBy%3Da%2526b")
        .contains("href=\"/jobs.csv?" + query + "\"")
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
    String list = "?list=reason%3Dexpired-permanent%26submittedBy%3Da%2526b";
    assertThat(operator.get("/jobs/Parcel/" + id + "/restart" + list).body())
        .contains("name=\"list\" value=\"" + query + "\"", "href=\"/jobs?" + query + "\"");
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
    rows.parcel(
        "p",
        "alice",
        T.plusSeconds(9),
        Map.of("submitted_at", first, "due_at", Instant.now().plus(Duration.ofHours(1))));

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
  void whatNeedsAPersonComesFirstThenWhatRetriesThenTheRest() {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    rows.parcel("waiting", "alice", T, Map.of("due_at", soon));
    rows.parcel("failing", "alice", T, Map.of("attempts", 1, "error", "Busy: x", "due_at", soon));
    rows.parcel("forgotten", "alice", T.plusSeconds(9), Map.of());
    rows.expired("given up", "alice", "Refused: x");
    rows.scheduledParcels(1);

    String page = operator.get("/jobs").body();
    assertThat(
            Pattern.compile(
                    "<strong>(Needs you|Retries by itself|Waits or runs)</strong>\\s*<span>(\\d+)")
                .matcher(page)
                .results()
                .map(found -> found.group(1) + " " + found.group(2)))
        .containsExactly("Needs you 2", "Retries by itself 1", "Waits or runs 1");
    assertThat(page)
        .containsPattern(
            "(?s)>given up · .*>forgotten · .*>failing · .*; attempt 2 is due <time.*>waiting · ")
        .contains("href=\"/jobs?state=scheduled\"")
        .doesNotContain(">p1 · ");
    assertThat(Site.<List<String>>read(operator.get("/api/jobs?sort=need"), "$.jobs[*].label"))
        .containsExactly("given up", "forgotten", "failing", "waiting");
  }

  @Test
  void pagesGoOnThroughTheGroups() {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    for (int i = 0; i < 40; i++) {
      rows.expired("e" + i, "alice", "Refused: x");
      rows.parcel("w" + i, "alice", T, Map.of("due_at", soon));
    }
    String first = operator.get("/jobs").body();
    String next = first.split("rel=\"next\" href=\"")[1].split("\"")[0];
    String second = operator.get(next).body();

    assertThat(headings(first)).hasSize(50);
    assertThat(headings(first).subList(0, 40)).allMatch(name -> name.startsWith("e"));
    assertThat(headings(second)).hasSize(30).allMatch(name -> name.startsWith("w"));
    assertThat(Stream.concat(headings(first).stream(), headings(second).stream()))
        .doesNotHaveDuplicates();
    assertThat(second).contains("On another page.", "<strong>80</strong>");
  }

  private static List<String> headings(String page) {
    return Pattern.compile(">(\\w+) · subject of")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void aSharedCauseIsToldOnceAndItsRowsAreShort() {
    Instant now = Instant.now();
    rows.openBreaker("post", now.plusSeconds(30));
    rows.parcel("one", "alice", T, Map.of("due_at", now.plusSeconds(60), "hold", "held"));
    rows.parcel("two", "alice", T, Map.of("due_at", now.plusSeconds(60), "hold", "held"));

    String page = operator.get("/jobs").body();
    assertThat(page)
        .containsPattern(
            "post has been down <time[^>]*>since 2026-01-31 10:00 UTC \\(\\d+ d[^<]*\\)")
        .containsPattern("2 records wait; next probe <time[^>]*>in 2\\d s</time>\\.")
        .contains("href=\"/jobs/breakers\"", "href=\"/jobs?reason=held\"")
        .containsOnlyOnce("post has been down")
        .contains(">Waiting for post (breaker open)<");
    assertThat(new Site(port, "alice").get("/jobs").body())
        .contains("Waiting for post (breaker open)")
        .doesNotContain("has been down", "id=\"causes\"", "id=\"hour\"");
  }

  @Test
  void aPausedQueueIsResumedFromTheBanner() {
    rows.pause("books");
    assertThat(viewer.get("/jobs").body())
        .contains("The queue books was paused by olga")
        .doesNotContain("/jobs/queues/books/resume");
    assertThat(operator.get("/jobs").body()).contains("action=\"/jobs/queues/books/resume\"");
  }

  @Test
  void aSearchFindsSubjectIdAndTheFirstWordOfAnError() {
    String id = rows.expired("a", "alice", "Refused: secret");
    rows.expired("b", "bob", "Timeout: x");
    rows.invoice(7, T);

    assertThat(headings(operator.get("/jobs?search=subject+of+a").body())).containsExactly("a");
    assertThat(headings(operator.get("/jobs?search=" + id).body())).containsExactly("a");
    assertThat(headings(operator.get("/jobs?search=Time").body())).containsExactly("b");
    assertThat(operator.get("/jobs?search=7").body()).contains("Invoice 7");
    for (String nothing : List.of("Refused:+secret", "secret", "8", "%2527")) {
      assertThat(operator.get("/jobs?search=" + nothing).body()).contains("None here.");
    }
    assertThat(operator.get("/jobs?search=%00").statusCode()).isEqualTo(400);
  }

  @Test
  void whatCanNeverMatterIsNotAskedAndWhatIsSetIsOpen() {
    String all = operator.get("/jobs").body();
    assertThat(all)
        .contains("name=\"tenant\"", "name=\"queue\"", "name=\"submittedBy\"")
        .doesNotContainPattern("id=\"more-filters\"[^>]*open");
    assertThat(operator.get("/jobs?tenant=north").body())
        .containsPattern("id=\"more-filters\"[^>]*open");
    assertThat(new Site(port, "alice").get("/jobs").body()).doesNotContain("name=\"submittedBy\"");
  }

  @Test
  void theLastHourIsToldByTheMinute() {
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(5));
    rows.minute("Parcel", minute, 30, 1);
    rows.minute("Invoice", minute, 7, 0);
    rows.minute("Parcel", minute.minus(Duration.ofMinutes(1)), 5, 2);

    assertThat(operator.get("/jobs").body())
        .containsPattern("Last hour: <strong>42</strong> processed,\\s*<strong>3</strong> failed")
        .contains("data-value=\"37\">37</td>", "data-value=\"5\">5</td>");
    assertThat(new Site(port, "clerk").get("/jobs").body())
        .containsPattern("Last hour: <strong>7</strong> processed");
  }

  @Test
  void whatIsLiveIsAskedForAgain() {
    assertThat(operator.get("/jobs").body())
        .contains(
            "hx-get=\"\"",
            "hx-select-oob=\"#totals, #hour, #minutes, #causes, #rows, #total, #inbox-count\"")
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

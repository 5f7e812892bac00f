package io.asyncable.web.report;

import static io.asyncable.test.web.Site.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.TestClock;
import io.asyncable.test.TestClockConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@WebTest
@Import(TestClockConfiguration.class)
class ReportPagesTest {

  private final Rows rows;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Site operator;
  private final Site viewer;
  private final Site alice;

  ReportPagesTest(
      @Autowired Rows rows,
      @Autowired TestClock clock,
      @Autowired JdbcClient jdbc,
      @Autowired TransactionOperations transactions,
      @LocalServerPort int port) {
    this.rows = rows;
    this.clock = clock;
    this.jdbc = jdbc;
    this.transactions = transactions;
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
  void summarizesByTypeAgeAndError() {
    Instant now = clock.instant();
    rows.invoice(1, now.minus(Duration.ofDays(2)));
    failed("a", now.minus(Duration.ofDays(5)), "Refused: secret one");
    failed("b", now.minus(Duration.ofDays(5)), "Refused: secret two");
    failed("c", now.minus(Duration.ofDays(5)), "\n Timeout of 1.2.3.4");
    failed("d", now.minus(Duration.ofDays(40)), "x".repeat(150) + " secret");
    rows.concludedInvoice(2, now.minus(Duration.ofDays(2)), "processed_at", Duration.ofHours(1));

    HttpResponse<String> answer = viewer.get("/api/summary");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Site.<Integer>read(answer, "$.records")).isEqualTo(5);
    assertThat(Site.<List<String>>read(answer, "$.lines[*].type"))
        .containsExactly("Invoice", "Parcel", "Parcel", "Parcel");
    assertThat(Site.<List<Integer>>read(answer, "$.lines[*].age")).containsExactly(2, 40, 5, 5);
    assertThat(Site.<List<String>>read(answer, "$.lines[*].error"))
        .containsExactly("", "x".repeat(100) + "…", "Refused", "Timeout");
    assertThat(Site.<List<Integer>>read(answer, "$.lines[*].records")).containsExactly(1, 1, 2, 1);
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(Site.<Integer>read(viewer.get("/api/summary?days=30"), "$.records")).isEqualTo(4);
    assertThat(viewer.get("/jobs/summary").body())
        .contains("Refused", "type=Parcel&amp;error=Timeout")
        .doesNotContain("secret");
  }

  @Test
  void tellsWhatBecameOfTheRecordsOfATime() {
    Instant now = clock.instant();
    rows.concludedInvoice(1, now.minus(Duration.ofDays(20)), "processed_at", Duration.ofHours(1));
    rows.concludedInvoice(2, now.minus(Duration.ofDays(20)), "processed_at", Duration.ofHours(3));
    rows.concludedInvoice(3, now.minus(Duration.ofDays(20)), "processed_at", Duration.ofDays(8));
    rows.concludedInvoice(4, now.minus(Duration.ofDays(20)), "canceled_at", Duration.ofHours(1));
    rows.concludedInvoice(5, now.minus(Duration.ofDays(40)), "processed_at", Duration.ofHours(9));
    rows.invoice(6, now.minus(Duration.ofDays(1)));

    HttpResponse<String> answer = viewer.get("/api/statistics");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "total")).isEqualTo(5);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "inProgress")).isEqualTo(1);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "canceled")).isEqualTo(1);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "processed")).isEqualTo(3);
    assertThat(ReportPagesTest.<Double>of("Invoice", answer, "within7Days")).isEqualTo(2 / 3.0);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "processedWithin7Days")).isEqualTo(2);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "dueWithin7Days")).isEqualTo(3);
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "median")).isEqualTo("PT3H");
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "average")).isEqualTo("PT65H20M");
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "maximum")).isEqualTo("PT192H");
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "minimum")).isEqualTo("PT1H");
    assertThat(ReportPagesTest.<Object>of("Parcel", answer, "median")).isNull();
    assertThat(
            ReportPagesTest.<Integer>of("Invoice", viewer.get("/api/statistics?days=50"), "total"))
        .isEqualTo(6);
    assertThat(viewer.get("/jobs/statistics").body())
        .contains("66.7% (2 of 3)", "3 h 0 min", "8 d 0 h");
  }

  @Test
  void withinSevenDaysIsAShareOfAllThatCouldBeByNow() {
    Instant now = clock.instant();
    rows.concludedInvoice(1, now.minus(Duration.ofDays(20)), "processed_at", Duration.ofDays(7));
    rows.concludedInvoice(2, now.minus(Duration.ofDays(1)), "processed_at", Duration.ofHours(1));
    // These could have been as well.
    rows.concludedInvoice(3, now.minus(Duration.ofDays(20)), "processed_at", Duration.ofDays(8));
    rows.concludedInvoice(4, now.minus(Duration.ofDays(20)), "canceled_at", Duration.ofDays(8));
    rows.invoice(5, now.minus(Duration.ofDays(7)));
    // These not.
    rows.concludedInvoice(6, now.minus(Duration.ofDays(20)), "canceled_at", Duration.ofDays(6));
    rows.invoice(7, now.minus(Duration.ofDays(7)).plusSeconds(1));
    rows.scheduledInvoice(8, now.minus(Duration.ofDays(20)), now.plus(Duration.ofDays(1)));

    HttpResponse<String> answer = viewer.get("/api/statistics");

    assertThat(ReportPagesTest.<Double>of("Invoice", answer, "within7Days")).isEqualTo(2 / 5.0);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "dueWithin7Days")).isEqualTo(5);
    assertThat(viewer.get("/jobs/statistics").body())
        .contains("40.0% (2 of 5)", "the share of those that could be by now");
    assertThat(viewer.get("/api/statistics.csv").body())
        .containsPattern("Invoice,8,3,2,3,0\\.4,.*,2,5\r\n");
  }

  @Test
  void whatWasScheduledCountsFromItsTime() {
    Instant now = clock.instant();
    Instant submitted = now.minus(Duration.ofDays(20));
    // Processed an hour after its time, or by a person before it.
    rows.scheduledInvoice(1, submitted, now.minus(Duration.ofDays(2)));
    rows.concludeInvoice(1, "processed_at", now.minus(Duration.ofDays(2)).plusSeconds(3600));
    rows.scheduledInvoice(2, submitted, now.plus(Duration.ofDays(2)));
    rows.concludeInvoice(2, "processed_at", now.minus(Duration.ofDays(1)));
    // Its time came a second ago, or 7 days ago.
    rows.scheduledInvoice(3, submitted, now.minusSeconds(1));
    rows.scheduledInvoice(4, submitted, now.minus(Duration.ofDays(7)));
    // Canceled before its time, or sooner than 7 days after it.
    rows.scheduledInvoice(5, submitted, now.minus(Duration.ofDays(8)));
    rows.concludeInvoice(5, "canceled_at", now.minus(Duration.ofDays(10)));
    rows.scheduledInvoice(6, submitted, now.minus(Duration.ofDays(8)));
    rows.concludeInvoice(6, "canceled_at", now.minus(Duration.ofDays(2)));

    HttpResponse<String> answer = viewer.get("/api/statistics");

    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "processedWithin7Days")).isEqualTo(2);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "dueWithin7Days")).isEqualTo(3);
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "maximum")).isEqualTo("PT1H");
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "minimum")).isEqualTo("PT0S");
    assertThat(viewer.get("/jobs/statistics").body())
        .contains("66.7% (2 of 3)", "of what was scheduled, from the time that it was for");
  }

  @Test
  void whatWasRestartedCountsFromItsFirstSubmission() {
    Instant now = clock.instant();
    Instant submitted = now.minus(Duration.ofDays(20));
    Instant restarted = now.minus(Duration.ofDays(1));
    rows.scheduledInvoice(1, submitted, restarted);
    rows.invoiceHistory(1, submitted, "failed");
    rows.invoiceHistory(1, restarted, "restarted");
    rows.scheduledInvoice(2, submitted, restarted);
    rows.invoiceHistory(2, submitted, "expired");
    rows.invoiceHistory(2, restarted, "restarted");
    rows.concludeInvoice(2, "processed_at", now);
    // This one was scheduled before it failed and was restarted.
    rows.scheduledInvoice(3, submitted, restarted);
    rows.invoiceHistory(3, restarted.minus(Duration.ofDays(1)), "failed");
    rows.invoiceHistory(3, restarted, "restarted");
    rows.concludeInvoice(3, "processed_at", now);

    HttpResponse<String> answer = viewer.get("/api/statistics");

    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "processedWithin7Days")).isEqualTo(1);
    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "dueWithin7Days")).isEqualTo(3);
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "maximum")).isEqualTo("PT480H");
    assertThat(ReportPagesTest.<String>of("Invoice", answer, "minimum")).isEqualTo("PT48H");
  }

  @Test
  void summarizesWhatWasNeverSubmittedAndNothingThatIsScheduled() {
    Instant now = clock.instant();
    rows.scheduledInvoice(1, now.minus(Duration.ofDays(3)), now.plus(Duration.ofDays(1)));
    rows.invoiceAttemptedButNotSubmitted(9);
    int days = (int) Duration.between(Rows.T, now).toDays();

    HttpResponse<String> answer = viewer.get("/api/summary");

    assertThat(Site.<Integer>read(answer, "$.records")).isEqualTo(1);
    assertThat(Site.<List<String>>read(answer, "$.lines[*].type")).containsExactly("Invoice");
    assertThat(Site.<List<Integer>>read(answer, "$.lines[*].age")).containsExactly(days);
    assertThat(Site.<Integer>read(viewer.get("/api/summary?days=" + (days + 1)), "$.records"))
        .isEqualTo(1);
    assertThat(Site.<Integer>read(viewer.get("/api/summary?days=" + days), "$.records")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"30000, i * i", "30001, i * i", "30000, i % 7", "20000, 250", "3, i"})
  void findsTheMiddleOfManyTimes(int records, String millis) {
    jdbc.sql(
            """
            insert into invoice (id, booking_submitted_at, booking_last_submitted_at, booking_processed_at)
            select row_number() over (order by random()), s, s, s + (MILLIS) * interval '1 millisecond'
            from generate_series(1, cast(:records as bigint)) i,
              lateral (select cast(:submitted as timestamptz) as s) t
            """
                .replace("MILLIS", millis))
        .param("records", records)
        .param("submitted", clock.instant().minus(Duration.ofDays(20)).toString())
        .update();
    long middle =
        jdbc.sql(
                """
                select floor(extract(epoch from percentile_cont(0.5) within group
                  (order by booking_processed_at - booking_submitted_at)) * 1000) from invoice
                """)
            .query(Long.class)
            .single();

    HttpResponse<String> answer = viewer.get("/api/statistics");

    assertThat(ReportPagesTest.<Integer>of("Invoice", answer, "processed")).isEqualTo(records);
    assertThat(Duration.parse(ReportPagesTest.<String>of("Invoice", answer, "median")))
        .isEqualTo(Duration.ofMillis(middle));
  }

  @Test
  void areFilesForSpreadsheets() {
    failed("a", clock.instant().minus(Duration.ofDays(5)), "=cmd|calc: secret");

    for (String prefix : List.of("/api", "/jobs")) {
      HttpResponse<String> summary = viewer.get(prefix + "/summary.csv");
      assertThat(summary.statusCode()).isEqualTo(200);
      assertThat(summary.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
      assertThat(summary.headers().firstValue("Content-Disposition").orElseThrow())
          .matches("attachment; filename=\"summary-\\d{8}\\.csv\"");
      assertThat(summary.body())
          .isEqualTo("type,age_days,error,records\r\nParcel,5,'=cmd|calc,1\r\n");
      HttpResponse<String> statistics = viewer.get(prefix + "/statistics.csv");
      assertThat(statistics.body())
          .startsWith("type,total,in_progress,canceled,processed,share_within_7_days,")
          .contains("\r\nInvoice,0,0,0,0,,,,,,,0,0\r\n", "\r\nParcel,1,1,0,0,");
    }
  }

  @Test
  void countingThatTakesTooLongEndsInASentence() {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql("lock table parcel in access exclusive mode").update();
          CompletableFuture<HttpResponse<String>> summarized =
              CompletableFuture.supplyAsync(() -> viewer.get("/api/summary"));
          HttpResponse<String> answer = viewer.get("/api/statistics?days=7");
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(ReportPagesTest.<String>of("Parcel", answer, "problem"))
              .startsWith("The report was stopped after 10 s");
          assertThat(ReportPagesTest.<Object>of("Invoice", answer, "problem")).isNull();
          assertThat(viewer.get("/jobs/statistics?days=7").body())
              .contains("The report was stopped");
          HttpResponse<String> summary = summarized.join();
          assertThat(summary.statusCode()).isEqualTo(503);
          assertThat(Site.<String>read(summary, "$.detail")).startsWith("The report was stopped");
        });
    await().untilAsserted(() -> assertThat(viewer.get("/api/summary").statusCode()).isEqualTo(200));
  }

  @Test
  void whatMeansNothingIsToldSo() {
    for (String days : List.of("0", "-1", "3651", "many", "1e9", "99999999999", encoded("<b>"))) {
      for (String address : List.of("/api/summary", "/api/statistics", "/api/summary.csv")) {
        HttpResponse<String> answer = viewer.get(address + "?days=" + days);
        assertThat(answer.statusCode()).as(address + days).isEqualTo(400);
        assertThat(Site.<String>read(answer, "$.detail")).contains("is not a number of days");
      }
      HttpResponse<String> page = viewer.get("/jobs/statistics?days=" + days);
      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(page.body()).contains("is not a number of days").doesNotContain("<b>");
    }
  }

  @Test
  void areForThoseWhoSeeAllRecords() {
    for (String report : List.of("summary", "statistics", "summary.csv", "statistics.csv")) {
      assertThat(alice.get("/api/" + report).statusCode()).as(report).isEqualTo(403);
      assertThat(alice.get("/jobs/" + report).statusCode()).as(report).isEqualTo(403);
      assertThat(operator.get("/jobs/" + report).statusCode()).as(report).isEqualTo(200);
    }
  }

  private static <T> T of(String type, HttpResponse<String> answer, String field) {
    List<T> found = Site.read(answer, "$.lines[?(@.type == '%s')].%s".formatted(type, field));
    return found.get(0);
  }

  private void failed(String label, Instant submitted, String error) {
    rows.parcel(
        label,
        "alice",
        submitted,
        Map.of("attempts", 1, "attempted_at", submitted, "error", error));
  }
}

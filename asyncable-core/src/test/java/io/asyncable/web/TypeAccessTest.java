package io.asyncable.web;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A clerk may do everything to invoices and knows of nothing else. */
@WebTest
class TypeAccessTest {

  private final Rows rows;
  private final Site clerk;
  private final Site operator;
  private String parcel = "";

  TypeAccessTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.clerk = new Site(port, "clerk");
    this.operator = new Site(port, "operator");
  }

  @BeforeEach
  void insert() {
    rows.clear();
    rows.invoice(7, T);
    parcel = rows.parcel("a parcel", "clerk", T, Map.of());
  }

  @Test
  void listsTheAllowedTypeOnly() {
    assertThat(Site.<List<String>>read(clerk.get("/api/jobs"), "$.jobs[*].type"))
        .containsExactly("Invoice");
    assertThat(Site.<Integer>read(clerk.get("/api/jobs"), "$.total")).isEqualTo(1);
    assertThat(clerk.get("/jobs").body()).contains("Invoice 7").doesNotContain("arcel");
    assertThat(clerk.get("/jobs?type=Parcel").body()).doesNotContain("a parcel");
  }

  @Test
  void exportsTheAllowedTypeOnly() {
    for (String file : List.of("/jobs.csv", "/api/jobs.csv")) {
      assertThat(clerk.get(file).body()).contains("\r\nInvoice,7,").doesNotContain("Parcel");
      assertThat(clerk.get(file + "?type=Parcel").body()).doesNotContain(parcel);
    }
  }

  @Test
  void showsRecordsOfTheAllowedTypeOnly() {
    for (String prefix : List.of("/jobs/", "/api/jobs/")) {
      assertThat(clerk.get(prefix + "Invoice/7").statusCode()).isEqualTo(200);
      assertThat(clerk.get(prefix + "Parcel/" + parcel).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void actsOnTheAllowedTypeOnly() {
    assertThat(clerk.json("/api/jobs/Parcel/" + parcel + "/cancel", "{}").statusCode())
        .isEqualTo(404);
    assertThat(clerk.json("/api/jobs/Invoice/7/cancel", "{}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queues",
        "schedules",
        "workers",
        "breakers",
        "health",
        "statistics",
        "summary",
        "types",
        "errors",
        "bulk",
        "inbox"
      })
  void tellsNothingOfOtherTypes(String page) {
    rows.failure("Parcel", parcel, "aaaaaaaaaaaaaaaa", Instant.now(), "no");
    rows.openBreaker("post", T);
    rows.pause("default");
    rows.consumer("depot:1", "Parcel:" + parcel);
    rows.schedule("Parcel");
    operator.json("/api/jobs/Parcel/" + parcel + "/notes", "{\"text\":\"hello\"}");
    String all =
        """
        {"act":"restart","all":true,"filter":"type=Parcel","reason":"late"}""";
    assertThat(operator.json("/api/bulk", all).statusCode()).isEqualTo(202);

    for (String address : List.of("/api/" + page, "/jobs/" + page)) {
      HttpResponse<String> answer = clerk.get(address);
      assertThat(answer.statusCode()).as(address).isEqualTo(200);
      assertThat(answer.body())
          .as(address)
          .doesNotContain("arcel", "Telegram", parcel, "default", "post", "hello", "late");
    }
  }

  @Test
  void countsNothingOfOtherTypesInASharedQueue() {
    rows.telegram("t");
    HttpResponse<String> books = clerk.get("/api/queues/books");
    assertThat(Site.<List<String>>read(books, "$.types")).containsExactly("Invoice");
    assertThat(Site.<Integer>read(books, "$.queued.number")).isEqualTo(1);
    assertThat(Site.<Object>read(books, "$.unread")).isNull();
    assertThat(Site.<Object>read(books, "$.processed")).isNull();
    assertThat(clerk.get("/jobs/queues").body())
        .contains("hidden, because you may not see all records");
    assertThat(operator.get("/jobs/queues").body())
        .doesNotContain("hidden, because you may not see all records");
    assertThat(clerk.get("/api/queues/default").statusCode()).isEqualTo(404);
    assertThat(Site.<List<String>>read(clerk.get("/api/health"), "$.lanes[*].queue")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/jobs?type=Nope, Use one of Invoice.",
    "/jobs?type=Nope, Use one of Invoice.",
    "/jobs.csv?type=Nope, Use one of Invoice.",
    "/api/types/Nope, Use one of Invoice.",
    "/api/jobs/Nope/1, Use one of Invoice.",
    "/api/jobs?queue=default, Use one of books.",
    "/api/queues/default, Use one of books."
  })
  void namesTheAllowedTypesOnly(String address, String sentence) {
    assertThat(clerk.get(address).body()).contains(sentence).doesNotContain("arcel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs", "/api/jobs", "/jobs.csv", "/api/jobs.csv"})
  void doesNotTellWhichTypesThereAre(String address) {
    HttpResponse<String> hidden = clerk.get(address + "?type=Parcel");
    HttpResponse<String> missing = clerk.get(address + "?type=Nope");

    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(timeless(hidden).replace("Parcel", "Nope")).isEqualTo(timeless(missing));
    String parcels =
        """
        {"act":"restart","all":true,"filter":"type=Parcel","reason":"late"}""";
    assertThat(clerk.json("/api/bulk", parcels).statusCode()).isEqualTo(404);
  }

  /** The page counts by the minute, and the next may begin between two requests. */
  private static String timeless(HttpResponse<String> answer) {
    return answer.body().replaceAll("\\d\\d:\\d\\d", "");
  }

  @Test
  void doesNotTellWhichIdsThereAre() {
    String absent = "00000000-0000-0000-0000-000000000000";
    assertThat(clerk.get("/api/jobs/Parcel/" + absent).body().replace(absent, parcel))
        .isEqualTo(clerk.get("/api/jobs/Parcel/" + parcel).body());
  }
}

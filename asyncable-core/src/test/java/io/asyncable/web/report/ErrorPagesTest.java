package io.asyncable.web.report;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.encoded;
import static io.asyncable.test.web.Site.read;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@WebTest
@Import(TestClockConfiguration.class)
class ErrorPagesTest {

  private static final String A = "aaaaaaaaaaaaaaaa";
  private static final String B = "bbbbbbbbbbbbbbbb";

  private final Rows rows;
  private final TestClock clock;
  private final Site operator;
  private final Site viewer;
  private final Site alice;
  private final Site clerk;

  ErrorPagesTest(@Autowired Rows rows, @Autowired TestClock clock, @LocalServerPort int port) {
    this.rows = rows;
    this.clock = clock;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
    this.clerk = new Site(port, "clerk");
  }

  @BeforeEach
  void clear() {
    rows.clear();
    // Beyond what is remembered of another test.
    clock.advance(Duration.ofHours(2));
  }

  @Test
  void groupsFailuresByFingerprint() {
    String expired = rows.expired("p", "alice", "Refused: no (gave up: permanent failure)");
    String canceled = rows.parcel("c", "alice", T, Map.of());
    conclude(canceled);
    rows.invoice(7, T);
    Instant now = clock.instant();
    rows.failure("Parcel", expired, A, now.minus(Duration.ofHours(23)), "no");
    rows.failure("Parcel", expired, A, now.minus(Duration.ofMinutes(5)), "no");
    rows.failure("Parcel", canceled, A, now.minus(Duration.ofHours(1)), "no");
    rows.failure("Invoice", "7", A, now.minus(Duration.ofMinutes(1)), "no");
    rows.failure("Invoice", "7", B, now.minus(Duration.ofMinutes(2)), "never");

    HttpResponse<String> answer = operator.get("/api/errors");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Site.<List<String>>read(answer, "$.groups[*].fingerprint")).containsExactly(A, B);
    assertThat(Site.<Integer>read(answer, "$.total")).isEqualTo(2);
    assertThat(Site.<Boolean>read(answer, "$.totalCapped")).isFalse();
    assertThat(Site.<String>read(answer, "$.groups[0].error")).isEqualTo("Refused");
    assertThat(Site.<String>read(answer, "$.groups[0].frame")).isEqualTo("com.example.Post.send");
    assertThat(Site.<List<String>>read(answer, "$.groups[0].types"))
        .containsExactly("Invoice", "Parcel");
    assertThat(Site.<Integer>read(answer, "$.groups[0].attempts")).isEqualTo(4);
    assertThat(Site.<Integer>read(answer, "$.groups[0].records")).isEqualTo(3);
    assertThat(Site.<Integer>read(answer, "$.groups[0].unconcluded")).isEqualTo(2);
    assertThat(Site.<String>read(answer, "$.groups[0].firstSeen"))
        .isEqualTo(now.minus(Duration.ofHours(23)).toString());
    assertThat(Site.<String>read(answer, "$.groups[0].lastSeen"))
        .isEqualTo(now.minus(Duration.ofMinutes(1)).toString());
    assertThat(Site.<List<Integer>>read(answer, "$.groups[0].trend"))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
  }

  @Test
  void tellsOfTheVisibleTypesOnlySinceWhen() {
    String parcel = rows.expired("p", "alice", "Refused: no (gave up: permanent failure)");
    rows.invoice(7, T);
    Instant now = clock.instant();
    rows.failure("Parcel", parcel, A, now.minus(Duration.ofDays(20)), "no");
    rows.failure("Invoice", "7", A, now.minus(Duration.ofDays(2)), "no");
    rows.failure("Invoice", "7", A, now.minus(Duration.ofMinutes(2)), "no");
    rows.failure("Parcel", parcel, A, now.minus(Duration.ofMinutes(1)), "no");
    String ofInvoice = now.minus(Duration.ofDays(2)).toString();
    String ofAll = now.minus(Duration.ofDays(20)).toString();

    HttpResponse<String> clerks = clerk.get("/api/errors");
    assertThat(Site.<List<String>>read(clerks, "$.groups[0].types")).containsExactly("Invoice");
    assertThat(Site.<String>read(clerks, "$.groups[0].firstSeen")).isEqualTo(ofInvoice);
    assertThat(Site.<String>read(clerks, "$.groups[0].lastSeen"))
        .isEqualTo(now.minus(Duration.ofMinutes(2)).toString());
    for (String window : List.of("1h", "7d")) {
      String group = "/api/errors/" + A + "?window=" + window;
      assertThat(Site.<String>read(clerk.get(group), "$.firstSeen")).isEqualTo(ofInvoice);
      assertThat(Site.<String>read(operator.get(group), "$.firstSeen")).isEqualTo(ofAll);
    }
  }

  @Test
  void looksAsFarBackAsTheWindow() {
    rows.invoice(7, T);
    rows.failure("Invoice", "7", A, clock.instant().minus(Duration.ofMinutes(59)), "no");
    rows.failure("Invoice", "7", B, clock.instant().minus(Duration.ofDays(3)), "no");

    assertThat(fingerprints("?window=1h")).containsExactly(A);
    assertThat(fingerprints("")).containsExactly(A);
    assertThat(fingerprints("?window=7d")).containsExactlyInAnyOrder(A, B);
    HttpResponse<String> group = operator.get("/api/errors/" + B + "?window=1h");
    assertThat(Site.<Integer>read(group, "$.attempts")).isZero();
    assertThat(Site.<String>read(group, "$.example.id")).isEqualTo("7");
  }

  @Test
  void aRestartTakesTheRecordOutOfItsGroup() {
    String id = rows.expired("p", "alice", "Refused: no (gave up: permanent failure)");
    rows.failure("Parcel", id, A, clock.instant().minus(Duration.ofMinutes(5)), "no");
    assertThat(listed(A)).containsExactly(id);

    operator.json("/api/jobs/Parcel/" + id + "/restart", "{}");

    clock.advance(Duration.ofMinutes(5));
    assertThat(listed(A)).isEmpty();
    HttpResponse<String> answer = operator.get("/api/errors");
    assertThat(Site.<Integer>read(answer, "$.groups[0].records")).isEqualTo(1);
    assertThat(Site.<Integer>read(answer, "$.groups[0].unconcluded")).isZero();
  }

  @Test
  void showsOneGroupWithItsRecords() {
    String id = rows.expired("a parcel", "alice", "Refused: no (gave up: permanent failure)");
    rows.failure("Parcel", id, A, clock.instant().minus(Duration.ofMinutes(5)), "first secret");
    rows.failure("Parcel", id, A, clock.instant().minus(Duration.ofMinutes(2)), "newest secret");

    HttpResponse<String> answer = operator.get("/api/errors/" + A);
    assertThat(Site.<String>read(answer, "$.errorClass")).isEqualTo("com.example.Refused");
    assertThat(Site.<String>read(answer, "$.example.message")).isEqualTo("newest secret");
    assertThat(Site.<List<String>>read(answer, "$.stuck.jobs[*].label"))
        .containsExactly("a parcel");
    assertThat(operator.get("/jobs/errors/" + A).body())
        .contains("newest secret", "a parcel", "/jobs/Parcel/" + id, "com.example.Post.send")
        .contains("/jobs?fingerprint=" + A, "Parcel:" + id);
    assertThat(viewer.get("/jobs/errors/" + A).body()).doesNotContain("/jobs/bulk");
  }

  @Test
  void actsOnAllRecordsOfAGroup() {
    rows.refusedParcels(60, A);
    rows.refusedParcels(1, B);
    String page = operator.get("/jobs/errors/" + A).body();
    assertThat(page)
        .contains("<strong>60 records</strong>")
        .containsOnlyOnce("name=\"all\" value=\"true\"");

    Map<String, String> all = Map.of("filter", "fingerprint=" + A, "all", "true", "act", "cancel");
    HttpResponse<String> preview = operator.form("/jobs/errors/" + A, "/jobs/bulk/preview", all);
    assertThat(preview.body()).contains("Cancel 60 records?", "Refused");

    HttpResponse<String> begun =
        operator.json(
            "/api/bulk",
            """
            {"act":"cancel","all":true,"filter":"fingerprint=%s","reason":"filed twice"}"""
                .formatted(A));
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    assertThat(Site.<Integer>read(begun, "$.records")).isEqualTo(60);
  }

  @Test
  void listsTheRecordsOfAGroup() {
    rows.refusedParcels(60, A);
    rows.refusedParcels(1, B);
    rows.invoice(7, T);
    rows.failure("Invoice", "7", A, clock.instant(), "no");
    HttpResponse<String> list = operator.get("/api/jobs?fingerprint=" + A);

    assertThat(Site.<Integer>read(list, "$.total")).isEqualTo(61);
    String next = read(list, "$.next");
    HttpResponse<String> rest = operator.get("/api/jobs?fingerprint=" + A + "&page=" + next);
    assertThat(Site.<List<String>>read(rest, "$.jobs[*].id")).hasSize(11);
    assertThat(operator.get("/jobs.csv?fingerprint=" + A).body().lines()).hasSize(62);
    assertThat(operator.get("/jobs?type=Invoice&fingerprint=" + A).body())
        .contains("Invoice 7", "name=\"fingerprint\" value=\"" + A);
    assertThat(listed(B)).hasSize(1);
    assertThat(listed("cccccccccccccccc")).isEmpty();
  }

  @Test
  void aFingerprintThatIsNoneIsToldSo() {
    for (String list : List.of("/api/jobs", "/jobs", "/jobs.csv")) {
      HttpResponse<String> answer = operator.get(list + "?fingerprint=" + encoded("' or 1=1"));
      assertThat(answer.statusCode()).as(list).isEqualTo(400);
      assertThat(answer.body()).contains("or 1=1", "is not a fingerprint");
    }
  }

  @Test
  void tellsWhatTheMessagesHaveInCommonAndWhichServiceFailed() {
    String id = rows.expired("p", "alice", "Refused: no (gave up: permanent failure)");
    rows.failure("Parcel", id, A, clock.instant(), "<no>");

    for (String address : List.of("/api/errors", "/api/errors/" + A)) {
      HttpResponse<String> answer = operator.get(address);
      assertThat(answer.body())
          .contains("\"message\":\"pattern of <no>\"", "\"services\":[\"post\"]");
    }
    for (String address : List.of("/jobs/errors", "/jobs/errors/" + A)) {
      assertThat(operator.get(address).body()).contains("pattern of &lt;no&gt;", "post");
      assertThat(viewer.get(address).body()).doesNotContain("pattern of");
    }
  }

  @Test
  void countsWhatRecoveredWithoutAnybodysAct() {
    Map<String, Object> done = Map.of("attempts", 2, "attempted_at", T, "processed_at", T);
    List<String> ids =
        List.of("alone", "retried", "marked").stream()
            .map(label -> rows.concluded(label, "alice", done))
            .toList();
    ids.forEach(id -> rows.failure("Parcel", id, A, clock.instant(), "no"));
    rows.history(ids.get(1), T, 1, "retried_now", T, "olga", "VBMS is back");
    rows.history(ids.get(2), T, 2, "marked_processed", T, "olga", "by hand");
    String waiting = rows.parcel("w", "alice", T, Map.of());
    rows.failure("Parcel", waiting, A, clock.instant(), "no");

    HttpResponse<String> answer = operator.get("/api/errors");
    assertThat(Site.<Integer>read(answer, "$.groups[0].records")).isEqualTo(4);
    assertThat(Site.<Integer>read(answer, "$.groups[0].recovered")).isEqualTo(1);
    assertThat(Site.<Integer>read(answer, "$.groups[0].unconcluded")).isEqualTo(1);
  }

  @Test
  void aPlaybookIsShownOnTheGroupAndItsRecords() {
    String id = rows.expired("p", "alice", "Refused: no (gave up: permanent failure)");
    rows.failure("Parcel", id, A, clock.instant(), "no");
    String group = "/jobs/errors/" + A;
    assertThat(viewer.get(group).body()).doesNotContain("What to do about");

    HttpResponse<String> written =
        operator.form(
            group, group + "/playbook", Map.of("read", "0", "text", "*Call* the <b>post</b>."));

    assertThat(operator.follow(written).body()).contains("The playbook was saved.");
    for (String page : List.of(group, "/jobs/Parcel/" + id)) {
      assertThat(viewer.get(page).body())
          .contains("<em>Call</em> the &lt;b&gt;post&lt;/b&gt;.")
          .doesNotContain("Change the playbook", "Save playbook");
    }
    assertThat(alice.get("/jobs/Parcel/" + id).body()).doesNotContain("<em>Call</em>");
    assertThat(Site.<String>read(operator.get("/api/errors/" + A), "$.playbook.author"))
        .isEqualTo("operator");
    assertThat(Site.<List<String>>read(operator.get("/api/audit"), "$.entries[*].target"))
        .containsExactly("errors " + A);

    operator.json("/api/jobs/Parcel/" + id + "/cancel", "{}");
    assertThat(viewer.get("/jobs/Parcel/" + id).body()).doesNotContain("<em>Call</em>");
  }

  @Test
  void aPlaybookThatSomebodyElseHasChangedIsNotOverwritten() {
    rows.invoice(7, T);
    rows.failure("Invoice", "7", A, clock.instant(), "no");
    String api = "/api/errors/" + A + "/playbook";
    assertThat(operator.json(api, "{\"read\":0,\"text\":\"first\"}").statusCode()).isEqualTo(200);

    String page = "/jobs/errors/" + A;
    HttpResponse<String> late =
        operator.form(page, page + "/playbook", Map.of("read", "0", "text", "late text"));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body())
        .contains("Somebody else has changed the playbook", "late text</textarea>");
    assertThat(operator.json(api, "{\"read\":0,\"text\":\"late\"}").statusCode()).isEqualTo(409);

    HttpResponse<String> removed = operator.json(api, "{\"read\":1,\"text\":\" \"}");
    assertThat(Site.<Integer>read(removed, "$.playbook.version")).isEqualTo(2);
    assertThat(viewer.get(page).body()).doesNotContain("What to do about");
    assertThat(Site.<List<String>>read(operator.get("/api/audit"), "$.entries[*].after"))
        .containsExactly("removed", "version 1");
  }

  @Test
  void aPlaybookThatCannotBeKeptIsShownAgain() {
    rows.invoice(7, T);
    rows.failure("Invoice", "7", A, clock.instant(), "no");
    String page = "/jobs/errors/" + A;
    String text = "too long ".repeat(1_200);

    HttpResponse<String> answer =
        operator.form(page, page + "/playbook", Map.of("read", "0", "text", text));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("The playbook has 10799 characters", "too long too long");
    assertThat(operator.json("/api/errors/" + B + "/playbook", "{\"read\":0}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void masksTheTextOfErrors() {
    String id = rows.expired("p", "alice", "Refused: secret (gave up: permanent failure)");
    rows.failure("Parcel", id, A, clock.instant().minus(Duration.ofMinutes(5)), "secret");

    for (String address : List.of("/api/errors", "/jobs/errors")) {
      assertThat(viewer.get(address).body()).contains("Refused").doesNotContain("secret");
      HttpResponse<String> group = viewer.get(address + "/" + A);
      assertThat(group.statusCode()).isEqualTo(200);
      assertThat(group.body()).contains("com.example.Refused").doesNotContain("secret");
    }
    assertThat(viewer.get("/jobs/errors/" + A).body()).contains("view-error");
  }

  @Test
  void isForThoseWhoSeeAllRecords() {
    for (String address :
        List.of("/api/errors", "/jobs/errors", "/api/errors/" + A, "/jobs/errors/" + A)) {
      assertThat(alice.get(address).statusCode()).as(address).isEqualTo(403);
    }
    assertThat(alice.get("/jobs").body()).doesNotContain("/jobs/errors");
  }

  @Test
  void showsTextAsText() {
    rows.invoice(7, T);
    rows.failure(
        "Invoice",
        "7",
        A,
        clock.instant().minus(Duration.ofMinutes(5)),
        "<script>alert(1)</script>");

    assertThat(operator.get("/jobs/errors/" + A).body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>", "style=", "onclick");
    assertThat(operator.get("/jobs/errors").body())
        .contains("aria-label=\"Failures in each 2 h 0 min, oldest first: 0, 0,", "<rect")
        .doesNotContain("style=", "onclick");
  }

  @Test
  void whatMeansNothingIsToldSo() {
    assertThat(operator.get("/api/errors?window=1y").statusCode()).isEqualTo(400);
    assertThat(operator.get("/jobs/errors?window=" + encoded("<b>")).body())
        .contains("There is no window &#39;&lt;b&gt;&#39;. Use one of 1h, 24h, 7d.");
    for (String fingerprint : List.of(A, "%00", encoded("' or 1=1"), "x".repeat(5000))) {
      HttpResponse<String> answer = operator.get("/api/errors/" + fingerprint);
      assertThat(answer.statusCode()).as(fingerprint).isIn(400, 404);
    }
    assertThat(operator.get("/jobs/errors/" + A).body()).contains("There is no group of failures");
  }

  private List<String> fingerprints(String query) {
    return Site.read(operator.get("/api/errors" + query), "$.groups[*].fingerprint");
  }

  private List<String> listed(String fingerprint) {
    return Site.read(operator.get("/api/jobs?fingerprint=" + fingerprint), "$.jobs[*].id");
  }

  private void conclude(String parcel) {
    assertThat(operator.json("/api/jobs/Parcel/" + parcel + "/cancel", "{}").statusCode())
        .isEqualTo(200);
  }
}

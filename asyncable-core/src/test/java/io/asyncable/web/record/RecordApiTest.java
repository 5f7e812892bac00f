package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.encoded;
import static io.asyncable.test.web.Site.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class RecordApiTest {

  private final Rows rows;
  private final Site operator;
  private final Site alice;

  RecordApiTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void listsWhatIsStuckOldestFirstAcrossTypes() {
    String second = rows.parcel("second", "alice", T.plusSeconds(2), Map.of());
    rows.invoice(3, T.plusSeconds(3));
    rows.invoice(1, T.plusSeconds(1));
    rows.invoiceAttemptedButNotSubmitted(9);

    HttpResponse<String> answer = operator.get("/api/jobs");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Site.<Integer>read(answer, "$.total")).isEqualTo(4);
    assertThat(Site.<Boolean>read(answer, "$.totalCapped")).isFalse();
    assertThat(Site.<List<String>>read(answer, "$.jobs[*].id"))
        .containsExactly("1", second, "3", "9");
    assertThat(Site.<List<String>>read(answer, "$.jobs[*].state"))
        .containsExactly("QUEUED", "QUEUED", "QUEUED", "NOT_SUBMITTED");
    assertThat(Site.<Object>read(answer, "$.next")).isNull();
  }

  @Test
  void tellsTheApplicationsDescriptionAndGoesOnWithoutOneThatThrows() {
    rows.parcel("a parcel", "alice", T, Map.of());
    rows.invoice(1, T.plusSeconds(1));

    HttpResponse<String> answer = operator.get("/api/jobs");

    assertThat(Site.<String>read(answer, "$.jobs[0].label")).isEqualTo("a parcel");
    assertThat(Site.<String>read(answer, "$.jobs[0].subject")).isEqualTo("subject of a parcel");
    assertThat(Site.<String>read(answer, "$.jobs[0].submittedBy")).isEqualTo("alice");
    assertThat(Site.<Object>read(answer, "$.jobs[1].label")).isNull();
  }

  @Test
  void filtersByTypeAndState() {
    rows.invoice(1, T);
    rows.parcel("queued", "alice", T, Map.of());
    rows.expired("expired", "alice", "Refused: secret (gave up: permanent failure)");

    assertThat(labels("/api/jobs?type=Parcel")).containsExactlyInAnyOrder("queued", "expired");
    HttpResponse<String> expired = operator.get("/api/jobs?state=expired&type=Parcel");
    assertThat(Site.<Integer>read(expired, "$.total")).isEqualTo(1);
    assertThat(Site.<List<String>>read(expired, "$.jobs[*].error")).containsExactly("Refused");
    assertThat(Site.<String>read(expired, "$.jobs[0].why"))
        .isEqualTo(
            "The engine gave up after 2 attempts: permanent failure. The last attempt ended with Refused.");
    assertThat(Site.<Integer>read(operator.get("/api/jobs?state=RUNNING"), "$.total")).isZero();
  }

  @Test
  void pagesShowEveryRecordOnce() {
    for (int i = 0; i < 60; i++) {
      rows.invoice(i, T.plusSeconds(i / 20));
      rows.parcel("p" + i, "alice", T.plusSeconds(i / 20), Map.of());
    }
    for (int i = 100; i < 120; i++) {
      rows.invoiceAttemptedButNotSubmitted(i);
    }

    List<String> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String address = "/api/jobs";
    while (address != null) {
      HttpResponse<String> page = operator.get(address);
      List<String> onPage = read(page, "$.jobs[*].id");
      sizes.add(onPage.size());
      ids.addAll(onPage);
      assertThat(Site.<Integer>read(page, "$.total")).isEqualTo(140);
      String next = read(page, "$.next");
      address = next == null ? null : "/api/jobs?page=" + next;
    }

    assertThat(sizes).containsExactly(50, 50, 40);
    assertThat(ids).hasSize(140).doesNotHaveDuplicates();
  }

  @Test
  void answersWhatMeansNothingWithASentence() {
    assertProblem(operator.get("/api/jobs?state=stuck"), 400, "There is no state 'stuck'");
    assertProblem(operator.get("/api/jobs?state=processed"), 400, "no state 'processed'");
    assertProblem(operator.get("/api/jobs?page=%25%25"), 400, "The list has no page");
    assertProblem(operator.get("/api/jobs?page=AHwAfAA"), 400, "The list has no page");
    assertProblem(operator.get("/api/jobs?type=Nope"), 404, "no process type 'Nope'");
    assertProblem(operator.get("/api/jobs/Nope/1"), 404, "no process type 'Nope'");
    assertProblem(operator.get("/api/jobs/Invoice/1"), 404, "no Invoice with the id '1'");
    assertProblem(operator.get("/api/jobs/Invoice/x"), 404, "no Invoice with the id 'x'");
    assertProblem(operator.json("/api/jobs/Invoice/1/restart", "{}"), 404, "no Invoice with");
    rows.invoice(1, T);
    assertProblem(operator.json("/api/jobs/Invoice/1/restart", "{"), 400, "The body is not JSON");
    String tooLong = "{\"reason\":\"%s\"}".formatted("x".repeat(501));
    assertProblem(operator.json("/api/jobs/Invoice/1/cancel", tooLong), 400, "501 characters");
  }

  @Test
  void showsAllColumnsAndTheHistory() {
    String id = rows.expired("p", "alice", "Refused: in full (gave up: permanent failure)");
    operator.json("/api/jobs/Parcel/" + id + "/restart", "{\"reason\":\"once more \\u0000\"}");

    HttpResponse<String> answer = operator.get("/api/jobs/Parcel/" + id);

    assertThat(Site.<String>read(answer, "$.state")).isEqualTo("QUEUED");
    assertThat(Site.<String>read(answer, "$.submittedAt")).isEqualTo(T.toString());
    assertThat(Site.<Integer>read(answer, "$.attempts")).isZero();
    assertThat(Site.<String>read(answer, "$.queue")).isEqualTo("default");
    assertThat(Site.<String>read(answer, "$.history[0].event")).isEqualTo("restarted");
    assertThat(Site.<String>read(answer, "$.history[0].actor")).isEqualTo("operator");
    assertThat(Site.<String>read(answer, "$.history[0].message")).startsWith("once more");
  }

  @Test
  void refusesARestartOfARunningRecord() {
    Map<String, Object> running = Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L);
    String id = rows.parcel("p", "alice", T, running);

    assertProblem(operator.json("/api/jobs/Parcel/" + id + "/restart", "{}"), 409, "is running");
  }

  @Test
  void cancelsOnce() {
    rows.invoice(1, T);

    HttpResponse<String> canceled =
        operator.json("/api/jobs/Invoice/1/cancel", "{\"reason\":\"twice\"}");
    assertThat(Site.<String>read(canceled, "$.state")).isEqualTo("CANCELED");
    assertProblem(operator.json("/api/jobs/Invoice/1/cancel", "{}"), 409, "already");
  }

  @Test
  void whoDoesNotSeeAllSeesOwnRecordsWithoutTheTextOfErrors() {
    String own = rows.expired("own", "alice", "Refused: secret (gave up: permanent failure)");
    String other = rows.parcel("other", "bob", T, Map.of());

    HttpResponse<String> list = alice.get("/api/jobs");
    assertThat(Site.<List<String>>read(list, "$.jobs[*].label")).containsExactly("own");
    assertThat(Site.<Integer>read(list, "$.total")).isEqualTo(1);
    HttpResponse<String> shown = alice.get("/api/jobs/Parcel/" + own);
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).doesNotContain("secret");
    assertThat(operator.get("/api/jobs/Parcel/" + own).body()).contains("secret");
    assertProblem(
        alice.get("/api/jobs/Parcel/" + other),
        404,
        "There is no Parcel with the id '%s'.".formatted(other));
    assertProblem(alice.json("/api/jobs/Parcel/" + own + "/restart", "{}"), 403, "may not");
    assertProblem(alice.get("/api/workers"), 403, "view-list");
  }

  @Test
  void ownRecordsAreFoundPageByPageAmongThoseOfOthers() {
    for (int i = 0; i < 520; i++) {
      rows.parcel("p" + i, i % 8 == 0 ? "alice" : "bob", T.plusSeconds(i), Map.of());
    }

    HttpResponse<String> first = alice.get("/api/jobs");
    HttpResponse<String> second = alice.get("/api/jobs?page=" + read(first, "$.next"));

    assertThat(Site.<List<String>>read(first, "$.jobs[*].id")).hasSize(50);
    assertThat(Site.<List<String>>read(second, "$.jobs[*].id"))
        .hasSize(15)
        .doesNotContainAnyElementsOf(Site.<List<String>>read(first, "$.jobs[*].id"));
    assertThat(Site.<Object>read(second, "$.next")).isNull();
  }

  @Test
  void explainsWhatHoldsARecord() {
    Instant later = Instant.now().plus(Duration.ofHours(1));
    rows.parcel("scheduled", "alice", Instant.parse("2199-01-01T00:00:00Z"), Map.of());
    rows.invoice(1, Instant.now().minusSeconds(5));
    assertThat(whys()).anyMatch(why -> why.startsWith("Queued since "));
    assertThat(Site.<List<String>>read(operator.get("/api/jobs?state=scheduled"), "$.jobs[*].why"))
        .containsExactly("Scheduled to begin at 2199-01-01 00:00:00 UTC.");

    rows.clear();
    Map<String, Object> failed =
        Map.of("attempts", 3, "attempted_at", T, "error", "Timeout: of 1.2.3.4", "due_at", later);
    rows.parcel("retrying", "alice", Instant.now(), failed);
    assertThat(whys()).containsExactly("Attempt 3 failed with Timeout.");
    assertThat(nexts()).allMatch(next -> next.startsWith("Attempt 4 follows at "));

    rows.openBreaker("post", Instant.parse("2199-01-01T00:00:00Z"));
    assertThat(whys())
        .containsExactly(
            "Attempt 3 failed with Timeout. Waiting for post (breaker open since 2026-01-31 10:00:00 UTC), with 1 record held.");
    assertThat(nexts())
        .containsExactly(
            "The breaker lets the next probe through at 2199-01-01 00:00:00 UTC. If the probe succeeds, the held records are released gradually.");

    rows.clear();
    rows.invoice(1, T);
    assertThat(whys()).allMatch(why -> why.contains("No sweeper is running"));

    rows.clear();
    rows.parcel("running", "alice", T, Map.of("attempts", 1, "attempted_at", T, "claimed_by", -1L));
    assertThat(whys()).allMatch(why -> why.contains("which is dead"));

    rows.clear();
    Map<String, Object> lost =
        Map.of(
            "attempts",
            1,
            "attempted_at",
            T,
            "error",
            "Lost: the worker of attempt 1 died",
            "cause",
            "worker_died",
            "due_at",
            later);
    rows.parcel("lost", "alice", T, lost);
    assertThat(whys())
        .allMatch(why -> why.startsWith("Attempt 1 began at 2026-01-31 10:00:00 UTC on a worker"));
  }

  @Test
  void namesTheLivingWorkers() {
    HttpResponse<String> answer = operator.get("/api/workers");
    assertThat(Site.<List<Boolean>>read(answer, "$.workers[*].alive")).contains(true);
  }

  @Test
  void tellsItsHealth() {
    HttpResponse<String> answer = operator.get("/actuator/health");
    assertThat(Site.<String>read(answer, "$.components.asyncable.status")).isEqualTo("UP");
    assertThat(Site.<String>read(answer, "$.components.asyncable.details.heartbeat"))
        .isEqualTo("beating");
    assertThat(Site.<String>read(answer, "$.components.asyncable.details.sweeper"))
        .isEqualTo("not on this instance");
    assertThat(Site.<List<String>>read(answer, "$.components.asyncable.details.duties[*].name"))
        .containsExactly(
            "dependencies",
            "heartbeat",
            "kafka-watch",
            "pool-watch",
            "statistics",
            "statistics-retention");
  }

  @Test
  void measuresWhatWaitsAndWhoWorks(@Autowired MeterRegistry meters) {
    rows.invoice(1, T);
    assertThat(meters.get("asyncable.workers").gauge().value()).isPositive();
    assertThat(meters.get("asyncable.records").tags("type", "Invoice", "state", "queued").gauge())
        .satisfies(gauge -> assertThat(gauge.value()).isNotNaN());
    assertThat(
            meters
                .get("asyncable.oldest.seconds")
                .tags("type", "Parcel", "state", "expired")
                .gauge())
        .satisfies(gauge -> assertThat(gauge.value()).isNotNegative());
  }

  @Test
  void anUnknownIdOfAUuidIsNoRecord() {
    assertProblem(operator.get("/api/jobs/Parcel/" + UUID.randomUUID()), 404, "no Parcel");
    assertProblem(operator.get("/api/jobs/Parcel/" + encoded("' or 1=1")), 404, "no Parcel");
  }

  private List<String> labels(String address) {
    return read(operator.get(address), "$.jobs[*].label");
  }

  private List<String> whys() {
    return read(operator.get("/api/jobs"), "$.jobs[*].why");
  }

  private List<String> nexts() {
    return read(operator.get("/api/jobs"), "$.jobs[*].next");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(Site.<String>read(answer, "$.detail")).contains(sentence);
  }
}

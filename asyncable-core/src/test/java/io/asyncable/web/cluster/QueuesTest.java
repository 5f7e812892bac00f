package io.asyncable.web.cluster;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class QueuesTest {

  private static final String PAGE = "/jobs/queues";
  private static final String PAUSE = "/jobs/queues/default/pause";
  private static final String RESUME = "/jobs/queues/default/resume";

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;
  private final Site alice;

  QueuesTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  @AfterEach
  void clear() {
    rows.clear();
  }

  @Test
  void tellsWhatWaitsAndWhoConsumes() {
    Map<String, Object> failed = Map.of("attempts", 1, "attempted_at", T, "error", "Timeout");
    Map<String, Object> running = Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L);
    rows.expired("given up", "alice", "Refused: (gave up: permanent failure)");
    rows.parcel("running", "alice", T, running);
    rows.parcel("retrying", "alice", T.plusSeconds(20), failed);
    rows.parcel("later", "alice", T.plusSeconds(9_999_999_999L), Map.of());
    rows.parcel("first", "alice", T.plusSeconds(10), Map.of());
    rows.parcel("next", "alice", T.plusSeconds(30), Map.of());
    rows.invoice(1, T);
    rows.consumer("<b>one</b>");
    long two = rows.consumer("two");
    rows.kill(rows.consumer("dead"));

    HttpResponse<String> queue = operator.get("/api/queues/default");

    assertThat(Site.<List<String>>read(queue, "$.types"))
        .contains("Parcel")
        .doesNotContain("Invoice");
    assertThat(Site.<Integer>read(queue, "$.queued.number")).isEqualTo(2);
    assertThat(Site.<Boolean>read(queue, "$.queued.capped")).isFalse();
    assertThat(Site.<Integer>read(queue, "$.retrying.number")).isEqualTo(1);
    assertThat(Site.<String>read(queue, "$.oldest")).isEqualTo(T.plusSeconds(10).toString());
    assertThat(Site.<Integer>read(queue, "$.processed")).isEqualTo(80);
    assertThat(Site.<Integer>read(queue, "$.failed")).isEqualTo(4);
    assertThat(Site.<List<String>>read(queue, "$.consumers[*].name"))
        .containsExactly("<b>one</b>", "two");
    assertThat(Site.<Integer>read(queue, "$.consumers[1].worker")).isEqualTo((int) two);
    assertThat(Site.<Integer>read(queue, "$.consumers[1].concurrency")).isEqualTo(16);
    assertThat(Site.<Object>read(queue, "$.pause")).isNull();
    assertThat(Site.<List<String>>read(operator.get("/api/queues"), "$.queues[*].name"))
        .contains("books", "bulk", "default")
        .isSorted();

    String page = operator.get(PAGE).body();
    assertThat(page)
        .contains(">default<", "two: 3 of 16", "&lt;b&gt;one&lt;/b&gt;", ">80<")
        .contains("is not paused")
        .doesNotContain("<b>one", "style=");
  }

  @Test
  void countsTheMessagesThatNobodyHasRead() {
    Map<String, Object> failed = Map.of("attempts", 1, "attempted_at", T, "error", "Timeout");
    String id = rows.parcel("retrying", "alice", T, failed);
    HttpResponse<String> before = operator.get("/api/queues/default");
    int first = Site.<Integer>read(before, "$.unread");
    int again = Site.<Integer>read(before, "$.unreadAgain");

    operator.json("/api/jobs/Parcel/" + id + "/retry", "{\"reason\":\"now\"}");

    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> after = operator.get("/api/queues/default");
              assertThat(Site.<Integer>read(after, "$.unreadAgain")).isEqualTo(again + 1);
              assertThat(Site.<Integer>read(after, "$.unread")).isEqualTo(first);
            });
    assertThat(operator.get(PAGE).body())
        .contains(first + " for first attempts", (again + 1) + " for later attempts");
  }

  @Test
  void aQueueThatNobodyConsumesSaysSo() {
    assertThat(operator.get(PAGE).body()).contains("nobody");
  }

  @Test
  void countsNoFurtherThanItMust() {
    rows.invoices(10_001);

    HttpResponse<String> queue = operator.get("/api/queues/books");
    assertThat(Site.<Integer>read(queue, "$.queued.number")).isEqualTo(10_000);
    assertThat(Site.<Boolean>read(queue, "$.queued.capped")).isTrue();
    assertThat(operator.get(PAGE).body()).contains("10000 or more");
  }

  @Test
  void pausesAndResumesByProgramAndWritesThatDown() {
    HttpResponse<String> paused =
        operator.json("/api/queues/default/pause", "{\"reason\":\"the service is down\"}");

    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(Site.<String>read(paused, "$.pause.by")).isEqualTo("operator");
    assertThat(Site.<String>read(paused, "$.pause.reason")).isEqualTo("the service is down");
    assertThat(Site.<String>read(paused, "$.pause.since")).isNotNull();
    assertProblem(operator.json("/api/queues/default/pause", "{}"), 409, "is already paused");

    HttpResponse<String> resumed = operator.json("/api/queues/default/resume", "");
    assertThat(Site.<Object>read(resumed, "$.pause")).isNull();
    assertProblem(operator.json("/api/queues/default/resume", "{}"), 409, "is not paused");

    assertThat(audit())
        .satisfiesExactly(
            pause ->
                assertThat(pause)
                    .containsEntry("actor", "operator")
                    .containsEntry("via", "api")
                    .containsEntry("action", "pause")
                    .containsEntry("target", "queue default")
                    .containsEntry("reason", "the service is down")
                    .containsEntry("before", "running")
                    .hasEntrySatisfying(
                        "after", after -> assertThat("" + after).startsWith("paused by operator")),
            resume ->
                assertThat(resume)
                    .containsEntry("action", "resume")
                    .containsEntry("after", "running")
                    .hasEntrySatisfying(
                        "before", before -> assertThat("" + before).startsWith("paused by")));
  }

  @Test
  void pausesAndResumesByFormAndShowsWhyAsText() {
    HttpResponse<String> answer =
        operator.form(PAGE, PAUSE, Map.of("reason", "<script>alert(1)</script>"));

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(PAGE);
    assertThat(operator.follow(answer).body())
        .contains("Paused the queue default.", "is paused</span> by", "operator")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
    HttpResponse<String> again = operator.form(PAGE, PAUSE, Map.of());
    assertThat(operator.follow(again).body()).contains("was already paused");

    HttpResponse<String> resumed = operator.form(PAGE, RESUME, Map.of("reason", "it is back"));
    assertThat(operator.follow(resumed).body()).contains("Resumed the queue default.");
    assertThat(operator.follow(operator.form(PAGE, RESUME, Map.of())).body())
        .contains("The queue default was not paused.");
    assertThat(audit()).extracting(entry -> entry.get("via")).containsExactly("page", "page");
  }

  @Test
  void aReasonThatIsTooLongIsRefusedAndKept() {
    String reason = "very \"long\" ".repeat(50);

    HttpResponse<String> answer = operator.form(PAGE, PAUSE, Map.of("reason", reason));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("at most 500 are possible", "value=\"very &quot;long&quot; ", "is not paused");
    assertProblem(
        operator.json(
            "/api/queues/default/pause", "{\"reason\":\"%s\"}".formatted("x".repeat(501))),
        400,
        "501 characters");
    assertThat(audit()).isEmpty();
  }

  @Test
  void anUnknownQueueIsNoQueue() {
    for (String name : List.of("nope", "<script>", "' or 1=1", "\u0000", "x".repeat(3_000))) {
      HttpResponse<String> pause = operator.json("/api/queues/" + encoded(name) + "/pause", "{}");
      assertThat(pause.statusCode()).as(name).isBetween(400, 404);
      HttpResponse<String> page =
          operator.form(PAGE, "/jobs/queues/" + encoded(name) + "/pause", Map.of());
      assertThat(page.statusCode()).as(name).isBetween(400, 404);
      assertThat(page.body()).doesNotContain("<script>");
    }
    assertProblem(operator.get("/api/queues/nope"), 404, "There is no queue 'nope'. Use one of");
    assertProblem(operator.json("/api/queues/nope/resume", "{}"), 404, "There is no queue");
    assertProblem(operator.json("/api/queues/default/pause", "{"), 400, "The body is not JSON");
    assertThat(audit()).isEmpty();
  }

  @Test
  void whoMayOnlyLookSeesNoFormsAndIsRefused() {
    assertThat(viewer.get(PAGE).body()).contains("is not paused").doesNotContain(PAUSE);
    assertThat(Site.<Boolean>read(viewer.get("/api/queues/default"), "$.mayPause")).isFalse();
    assertProblem(viewer.json("/api/queues/default/pause", "{}"), 403, "pause");
    assertProblem(viewer.json("/api/queues/default/resume", "{}"), 403, "pause");
    assertThat(operator.form(PAUSE, Map.of()).statusCode()).as("without a token").isEqualTo(403);

    assertProblem(alice.get("/api/queues"), 403, "view-list");
    assertThat(alice.get(PAGE).statusCode()).isEqualTo(403);
    assertThat(alice.get("/jobs").body()).doesNotContain(PAGE);
  }

  private List<Map<String, Object>> audit() {
    return jdbc.sql("select * from asyncable_audit order by id").query().listOfRows();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Site.<String>read(answer, "$.detail")).contains(sentence);
  }
}

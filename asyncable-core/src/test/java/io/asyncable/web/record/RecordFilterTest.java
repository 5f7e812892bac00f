package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.encoded;
import static io.asyncable.test.web.Site.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.move.Cause;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class RecordFilterTest {

  private static final Instant LATER = Instant.parse("2199-01-01T00:00:00Z");

  private final Rows rows;
  private final Site operator;
  private final Site alice;

  RecordFilterTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "running, running",
    "queued, queued",
    "scheduled, scheduled",
    "retrying, retrying",
    "expired_window, window",
    "expired_attempts, attempts",
    "expired_permanent, permanent",
    "quarantined, killer",
    "expired, gone"
  })
  void everyReasonFindsItsRecords(String reason, String label) {
    oneOfEach();
    assertThat(labels("reason=" + reason)).containsExactly(label);
    assertThat(labels("type=Parcel&reason=" + reason.toUpperCase(java.util.Locale.ROOT)))
        .containsExactly(label);
  }

  private void oneOfEach() {
    Map<String, Object> attempted = Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L);
    rows.parcel("running", "alice", T, attempted);
    rows.parcel("queued", "alice", T, Map.of());
    rows.parcel("scheduled", "alice", LATER, Map.of());
    rows.parcel(
        "retrying", "alice", T, Map.of("attempts", 1, "attempted_at", T, "error", "Timeout: x"));
    rows.expired("window", "alice", "Timeout: x", "expired_window");
    rows.expired("attempts", "alice", "Timeout: x", "expired_attempts");
    rows.expired("permanent", "alice", "Refused: x", "expired_permanent");
    rows.expired("killer", "alice", "Lost: x", "quarantined");
    rows.expired("gone", "alice", "see ticket 12", null);
  }

  @Test
  void whatIsScheduledIsListedOnlyWhenAskedFor() {
    oneOfEach();
    List<String> stuck =
        List.of(
            "running", "queued", "retrying", "window", "attempts", "permanent", "killer", "gone");
    for (String sort : RecordFilter.SORTS.keySet()) {
      assertThat(labels("sort=" + sort)).containsExactlyInAnyOrderElementsOf(stuck);
    }
    assertThat(Site.<Integer>read(operator.get("/api/jobs"), "$.total")).isEqualTo(8);
    assertThat(operator.get("/jobs").body())
        .contains("<strong>8</strong>", "potentially stuck")
        .doesNotContain(">scheduled · subject of scheduled</a>");
    assertThat(operator.get("/jobs.csv").body().lines()).hasSize(9);
    assertThat(preview("")).isEqualTo(8);
    assertThat(labels("subject=" + encoded("subject of scheduled"))).isEmpty();

    for (String asked : List.of("state=scheduled", "reason=scheduled&sort=newest")) {
      assertThat(labels(asked)).containsExactly("scheduled");
      assertThat(operator.get("/jobs?" + asked).body())
          .contains(">scheduled · subject of scheduled</a>");
      assertThat(operator.get("/jobs.csv?" + asked).body().lines()).hasSize(2);
      assertThat(preview(asked)).isEqualTo(1);
    }
  }

  private int preview(String filter) {
    String body = "{\"act\":\"cancel\",\"all\":true,\"filter\":\"%s\"}".formatted(filter);
    return Site.<Integer>read(operator.json("/api/bulk/preview", body), "$.records");
  }

  @Test
  void heldIsWhatWaitsForAServiceWhoseBreakerIsOpen() {
    oneOfEach();
    rows.invoice(1, T);
    assertThat(ids("reason=held")).isEmpty();

    rows.openBreaker("post", LATER);

    assertThat(labels("reason=held")).containsExactlyInAnyOrder("queued", "retrying");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate_limited", "bulkhead_full"})
  void limitedIsWhatALimitHasRefusedUntilItIsDue(String hold) {
    rows.parcel("refused", "alice", T, Map.of("due_at", LATER, "hold", hold));
    rows.parcel("due", "alice", T, Map.of("hold", hold));
    rows.parcel("held", "alice", T, Map.of("due_at", LATER, "hold", "held"));
    rows.parcel("later", "alice", T, Map.of("due_at", LATER));

    assertThat(labels("reason=" + hold)).containsExactly("refused");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyReasonIsOfferedOrToldToBeNone(Cause cause) {
    String option = "<option value=\"" + cause.word() + "\"";
    if (cause.isListed()) {
      assertThat(operator.get("/jobs").body()).contains(option);
      for (String list : List.of("/jobs", "/api/jobs", "/jobs.csv")) {
        assertThat(operator.get(list + "?reason=" + cause.word()).statusCode()).isEqualTo(200);
      }
    } else {
      assertProblem("reason=" + cause.word(), cause.word());
      assertThat(RecordFilter.reasons()).doesNotContain(cause.word());
    }
  }

  @Test
  void aPausedQueueIsAReason() {
    rows.invoice(1, T);
    rows.parcel("p", "alice", T, Map.of());
    assertThat(ids("reason=queue_paused")).isEmpty();

    rows.pause("books");

    assertThat(ids("reason=queue_paused")).containsExactly("1");
    assertThat(operator.get("/jobs?reason=queue_paused").body())
        .containsPattern("<option[^>]* selected[^>]*>queue paused</option>");
  }

  @Test
  void anOverdueTimerAndADeadWorkerAreReasons() {
    Map<String, Object> claimed =
        Map.of("attempts", 1, "attempted_at", T, "claimed_by", -1L, "due_at", LATER);
    rows.parcel("dead", "alice", T, claimed);
    rows.parcel(
        "lost",
        "alice",
        T,
        Map.of("attempts", 1, "attempted_at", T, "error", "Lost: x", "cause", "worker_died"));
    rows.parcel("later", "alice", T, Map.of("due_at", LATER));

    assertThat(labels("reason=worker_died")).containsExactlyInAnyOrder("dead", "lost");
    assertThat(labels("reason=timer_overdue")).containsExactly("lost");
  }

  @Test
  void neverSubmittedIsAReasonAndAState() {
    rows.invoice(1, T);
    rows.invoiceAttemptedButNotSubmitted(9);
    assertThat(ids("reason=never-submitted")).containsExactly("9");
    assertThat(ids("state=not-submitted")).containsExactly("9");
    assertThat(ids("state=not_submitted&reason=queued")).isEmpty();
  }

  @Test
  void aQueueMeansItsTypes() {
    rows.invoice(1, T);
    rows.parcel("p", "alice", T, Map.of());
    assertThat(ids("queue=books")).containsExactly("1");
    assertThat(labels("queue=default")).containsExactly("p");
    assertThat(ids("queue=books&type=Parcel")).isEmpty();
  }

  @Test
  void anErrorIsMatchedByHowItsFirstWordBegins() {
    rows.expired("a", "alice", "VbmsUnavailable: secret 123 (gave up: permanent failure)");
    rows.expired("b", "alice", "BgsDown: secret (gave up: permanent failure)");
    rows.expired("c", "alice", "100%_'\\odd: it is");

    assertThat(labels("error=Vbms")).containsExactly("a");
    assertThat(labels("error=VbmsUnavailable")).containsExactly("a");
    assertThat(labels("error=" + encoded("100%_'\\"))).containsExactly("c");
    assertThat(ids("error=" + encoded("%"))).isEmpty();
    assertThat(ids("error=" + encoded("V_ms"))).isEmpty();
    assertThat(ids("error=" + encoded("'or'1'='1"))).isEmpty();
    assertProblem("error=" + encoded("VbmsUnavailable: secret 1"), "such as VbmsUnavailable");
  }

  @Test
  void subjectTenantAndUserAreMatchedExactly() {
    rows.parcel("a", "alice", T, Map.of());
    rows.parcel("b", "bob", T, Map.of());
    rows.invoice(1, T);

    assertThat(labels("subject=" + encoded("subject of a"))).containsExactly("a");
    assertThat(ids("subject=" + encoded("subject of"))).isEmpty();
    assertThat(labels("tenant=" + encoded("tenant of bob"))).containsExactly("b");
    assertThat(labels("submittedBy=alice")).containsExactly("a");
    assertThat(ids("submittedBy=alice&tenant=" + encoded("tenant of bob"))).isEmpty();
    assertThat(ids("subject=" + encoded("' or 1=1 --"))).isEmpty();
  }

  @Test
  void attributesMayBeAnAssociationOrAnotherTableAway() {
    rows.receipt(1, "12345678", "alice", T);
    rows.receipt(2, "87654321", "bob", T);

    assertThat(ids("subject=12345678")).containsExactly("1");
    assertThat(ids("submittedBy=bob")).containsExactly("2");
    assertThat(Site.<List<String>>read(alice.get("/api/jobs"), "$.jobs[*].id"))
        .containsExactly("1");
  }

  @Test
  void anAgeLeavesOutWhatWasSubmittedLately() {
    rows.invoice(1, Instant.now().minus(Duration.ofMinutes(50)));
    rows.invoice(2, Instant.now().minus(Duration.ofHours(30)));
    rows.invoice(3, LATER);
    rows.invoiceAttemptedButNotSubmitted(4);

    assertThat(ids("age=30m")).containsExactly("2", "1", "4");
    assertThat(ids("age=1h")).containsExactly("2", "4");
    assertThat(ids("age=2d")).containsExactly("4");
    assertThat(ids("age=999999d")).isEmpty();
  }

  @Test
  void sortsInFourWays() {
    rows.parcel("due", "x", T.plusSeconds(1), Map.of("due_at", T.minusSeconds(9)));
    rows.parcel("new", "x", T.plusSeconds(9), Map.of());
    Map<String, Object> latest = Map.of("attempts", 1, "attempted_at", LATER, "claimed_by", 1L);
    rows.parcel("attempted", "x", T.plusSeconds(2), latest);
    rows.expired("old", "x", "Refused: x");

    assertThat(labels("")).containsExactly("old", "due", "attempted", "new");
    assertThat(labels("sort=oldest")).isEqualTo(labels(""));
    assertThat(labels("sort=newest")).containsExactly("new", "attempted", "due", "old");
    assertThat(labels("sort=attempted")).containsExactly("attempted", "old", "due", "new");
    assertThat(labels("sort=due")).containsExactly("due", "attempted", "new", "old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oldest", "newest", "attempted", "due"})
  void thePagesOfEverySortShowEveryRecordOnce(String sort) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Instant time = T.plusSeconds(i / 25);
      Map<String, Object> attempted =
          Map.of("attempts", 1, "attempted_at", time.plusSeconds(i % 2), "claimed_by", 1L);
      expected.add(rows.parcel("p" + i, "alice", time, i % 3 == 0 ? attempted : Map.of()));
      expected.add(rows.expired("e" + i, "alice", "Refused: x"));
      rows.invoice(i, time);
      expected.add(String.valueOf(i));
    }
    rows.invoiceAttemptedButNotSubmitted(99);
    expected.add("99");

    List<String> found = new ArrayList<>();
    String address = "/api/jobs?sort=" + sort;
    while (address != null) {
      HttpResponse<String> page = operator.get(address);
      assertThat(Site.<Integer>read(page, "$.total")).isEqualTo(181);
      found.addAll(read(page, "$.jobs[*].id"));
      String next = read(page, "$.next");
      address = next == null ? null : "/api/jobs?sort=" + sort + "&page=" + next;
    }

    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    assertThat(found.get(found.size() - 1)).isEqualTo("99");
  }

  @Test
  void aPageOfAnotherSortIsRefused() {
    for (int i = 0; i < 51; i++) {
      rows.invoice(i, T);
    }
    String next = read(operator.get("/api/jobs"), "$.next");

    assertProblem("sort=newest&page=" + next, "a list sorted by 'oldest', not by 'newest'");
    assertThat(ids("page=" + next)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=stuck|no state 'stuck'",
        "state=processed|no state 'processed'",
        "reason=bad-luck|no reason 'bad-luck'",
        "queue=nope|no queue 'nope' to filter by. Use one of books",
        "sort=upwards|no sort 'upwards'",
        "age=soon|soon' is not an age",
        "age=-1d|-1d' is not an age",
        "age=9999999d|is not an age",
        "page=b2xkZXN0fDl8fFB8MQ|The list has no page",
        "page=b2xkZXN0fDB8fFB8MQ|The list has no page",
        "page=b2xkZXN0fHh8fFB8MQ|The list has no page",
        "page=b2xkZXN0fDB8Kzk5OTk5OS0wMS0wMVQwMDowMDowMFp8UGFyY2VsfDE|The list has no page",
        "page=b2xkZXN0fDB8LTk5OTk5OS0wMS0wMVQwMDowMDowMFp8UGFyY2VsfDE|The list has no page",
        "subject=a%00b|The subject to filter by must be",
        "tenant=%00|The tenant to filter by must be",
        "error=a%00|The error to filter by must be",
        "submittedBy=%00a|The submittedBy to filter by must be"
      })
  void whatMeansNothingIsRefusedWithASentence(String query, String sentence) {
    assertProblem(query, sentence);
  }

  @Test
  void aHugeTextIsRefused() {
    assertProblem("subject=" + "x".repeat(201), "at most 200 characters");
    assertProblem("page=" + "x".repeat(5000), "The list has no page");
    assertThat(ids("subject=" + "x".repeat(200))).isEmpty();
  }

  @Test
  void whoSeesOwnRecordsOnlyFindsNoOthersByAnyFilter() {
    rows.expired("own", "alice", "Refused: x (gave up: permanent failure)");
    rows.expired("other", "bob", "Refused: x (gave up: permanent failure)");
    rows.invoice(1, T);
    for (String query :
        List.of("", "type=Parcel", "error=Refused", "state=expired", "sort=due", "age=1h")) {
      assertThat(Site.<List<String>>read(alice.get("/api/jobs?" + query), "$.jobs[*].label"))
          .as(query)
          .isEqualTo(List.of("own"));
    }
    for (String query : List.of("submittedBy=bob", "subject=" + encoded("subject of other"))) {
      assertThat(Site.<Integer>read(alice.get("/api/jobs?" + query), "$.total")).isZero();
    }
  }

  private List<String> labels(String query) {
    return read(operator.get("/api/jobs?" + query), "$.jobs[*].label");
  }

  private List<String> ids(String query) {
    HttpResponse<String> answer = operator.get("/api/jobs?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Collections.unmodifiableList(Site.<List<String>>read(answer, "$.jobs[*].id"));
  }

  private void assertProblem(String query, String sentence) {
    HttpResponse<String> answer = operator.get("/api/jobs?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Site.<String>read(answer, "$.detail")).contains(sentence);
  }
}

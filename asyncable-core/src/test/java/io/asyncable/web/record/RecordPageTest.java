package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.Statements;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class RecordPageTest {

  private static final Instant LATER = T.plus(Duration.ofDays(1));
  private static final Instant FAR = Instant.parse("2199-01-01T00:00:00Z");

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;
  private final Site alice;

  RecordPageTest(@Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  /** Failed once, restarted a day later, failed again; the third attempt runs. */
  private String restarted() {
    String id =
        rows.parcel(
            "p",
            "alice",
            LATER,
            Map.of("submitted_at", T, "attempts", 2, "attempted_at", LATER.plusSeconds(300)));
    rows.history(id, T, 1, "failed", T.plusSeconds(100), null, "secret street 1");
    rows.history(id, LATER, 0, "restarted", LATER, "olga", "the post is open");
    rows.history(id, LATER, 1, "failed", LATER.plusSeconds(200), null, "secret street 2");
    return id;
  }

  @Test
  void tellsWhatHappenedBySubmissionNewestFirst() {
    String page = operator.get("/jobs/Parcel/" + restarted()).body();

    assertThat(page.substring(page.indexOf("What happened")))
        .containsSubsequence(
            "Current submission,",
            "Attempt 2 is running",
            "Attempt 1 failed",
            "on depot:1",
            "after 1 min 5 s",
            "com.example.PostClosed",
            "secret street 2",
            "at com.example.Post.send",
            "Restarted",
            "by olga",
            "the post is open",
            "Submitted",
            "Earlier submission,",
            "Attempt 1 failed",
            "secret street 1",
            "Submitted");
  }

  @Test
  void whatEndedBeforeItsTimeWasNotSubmittedThen() {
    String id = rows.concluded("p", "alice", Map.of("canceled_at", T.plusSeconds(60)));
    rows.resubmitted(id, FAR);
    rows.history(id, FAR, 0, "canceled", T.plusSeconds(60), "olga", "filed twice");

    assertThat(happened(id))
        .containsSubsequence("Canceled", "datetime=\"" + FAR + "\"", "Scheduled")
        .doesNotContain("Submitted");
  }

  @Test
  void whatWasBegunBeforeItsTimeWasSubmittedWhenItWas() {
    String id = rows.parcel("p", "alice", LATER, Map.of("submitted_at", T));
    rows.history(id, LATER, 0, "begun_now", LATER, "olga", "she asked for it");

    String happened = happened(id);
    assertThat(happened.substring(happened.indexOf("Begun before its time")))
        .containsSubsequence("datetime=\"" + T + "\"", "Submitted")
        .doesNotContain("datetime=\"" + LATER + "\"");
  }

  private String happened(String id) {
    String page = operator.get("/jobs/Parcel/" + id).body();
    String after = page.substring(page.indexOf("What happened"));
    return after.substring(
        0, after.indexOf("</section>") < 0 ? after.length() : after.indexOf("</section>"));
  }

  @Test
  void whoMayNotSeeErrorsSeesTheReasonsOfPeopleOnly() {
    String id = restarted();

    assertThat(viewer.get("/jobs/Parcel/" + id).body())
        .contains("com.example.PostClosed", "the post is open")
        .doesNotContain("secret", "at com.example.Post.send");
    assertThat(alice.get("/api/jobs/Parcel/" + id).body())
        .contains("the post is open")
        .doesNotContain("secret", "at com.example.Post.send");
  }

  @Test
  void tellsThatItSucceededAndWhoConcludedIt() {
    Map<String, Object> done =
        Map.of("attempts", 3, "attempted_at", T.plusSeconds(10), "processed_at", LATER);
    String processed = rows.concluded("p", "alice", done);
    assertThat(operator.get("/jobs/Parcel/" + processed).body())
        .contains("Processed by attempt 3", "after 23 h 59 min");

    String marked = rows.concluded("m", "alice", done);
    rows.history(marked, T, 3, "marked_processed", LATER, "olga", "done by phone");
    assertThat(operator.get("/jobs/Parcel/" + marked).body())
        .contains("Marked processed", "done by phone")
        .doesNotContain("Processed by attempt");
  }

  @Test
  void saysWhenThereIsMoreThanItShows() {
    String id = rows.parcel("p", "alice", T, Map.of());
    for (int i = 1; i <= 201; i++) {
      rows.history(id, T, i, "failed", T.plusSeconds(i));
    }

    String page = operator.get("/jobs/Parcel/" + id).body();

    assertThat(page).contains("Only the newest 200 entries are shown.", "Attempt 201 failed");
    assertThat(page).doesNotContain("Attempt 1 failed");
    assertThat(Site.<Boolean>read(operator.get("/api/jobs/Parcel/" + id), "$.historyCut")).isTrue();
  }

  @Test
  void showsTheFactsAndTheTimesThatHaveCome() {
    String id = rows.expired("p", "alice", "Refused: in full (gave up: permanent failure)");

    assertThat(facts(id))
        .contains("two pounds", "subject of p", "tenant of alice", "Refused: in full")
        .contains("First submitted", "Attempted", "Attempts")
        .doesNotContain("Last submitted", "Due", "Processed", "Canceled", "yet");
    assertThat(facts(rows.parcel("q", "alice", LATER, Map.of("submitted_at", T))))
        .contains("First submitted", "Last submitted", "Due")
        .doesNotContain("Attempt");
    assertThat(facts(rows.concluded("c", "alice", Map.of("canceled_at", LATER))))
        .contains("Canceled");
    assertThat(viewer.get("/jobs/Parcel/" + id).body()).doesNotContain("in full");
  }

  @Test
  void foldsWhatOnlyTheEngineNeeds() {
    Map<String, Object> running = Map.of("attempts", 1, "attempted_at", T, "claimed_by", 7L);
    String facts = facts(rows.parcel("r", "alice", T, running));

    int folded = facts.indexOf("<details id=\"technical\">");
    assertThat(facts.substring(0, folded)).doesNotContain("epoch", "Queue");
    assertThat(facts.substring(folded)).contains("epoch 7", "Queue");
  }

  private String facts(String id) {
    String page = operator.get("/jobs/Parcel/" + id).body();
    return page.substring(page.indexOf("<div id=\"facts\">"), page.indexOf("What happened"));
  }

  @Test
  void theHandlersOwnWordsOfAPermanentFailureStandAboveTheRestart() {
    String id = rows.expired("p", "alice", "Refused: (gave up: permanent failure)");
    rows.history(id, T, 2, "failed", T.plusSeconds(1), null, "no such street: secret street 1");
    jdbc.sql("update asyncable_history set remedy = 'Correct the <street>.'").update();

    assertThat(operator.get("/jobs/Parcel/" + id).body())
        .containsSubsequence(
            "<blockquote>no such street: secret street 1</blockquote>",
            "Correct the &lt;street&gt;.",
            "/restart?from=detail\"",
            "What it is");
    for (Site site : List.of(viewer, alice)) {
      assertThat(site.get("/jobs/Parcel/" + id).body())
          .doesNotContain("secret", "<blockquote>", "Correct the");
      assertThat(site.get("/api/jobs/Parcel/" + id).body()).doesNotContain("Correct the");
    }
    assertThat(
            Site.<List<String>>read(operator.get("/api/jobs/Parcel/" + id), "$.history[*].remedy"))
        .containsExactly("Correct the <street>.");
  }

  @Test
  void onlyThePermanentFailureOfTheCurrentSubmissionStandsThere() {
    String waiting = restarted();
    String again = rows.expired("p", "alice", "Refused: (gave up: permanent failure)");
    rows.history(again, T.minusSeconds(60), 1, "failed", T, null, "an earlier one");

    for (String id : List.of(waiting, again)) {
      assertThat(operator.get("/jobs/Parcel/" + id).body()).doesNotContain("<blockquote>");
    }
  }

  @Test
  void offersOnlyWhatIsPossibleAndAllowed() {
    String queued = rows.parcel("q", "alice", T, Map.of());
    assertThat(acts(operator, queued)).containsExactly("retry", "mark-processed", "cancel");
    assertThat(acts(viewer, queued)).isEmpty();
    assertThat(acts(alice, queued)).isEmpty();

    String running = rows.parcel("r", "alice", T, Map.of("attempts", 1, "attempted_at", T));
    assertThat(acts(operator, running)).containsExactly("mark-processed", "cancel");

    String processed = rows.concluded("p", "alice", Map.of("processed_at", T));
    assertThat(acts(operator, processed)).containsExactly("restart");
  }

  @Test
  void whoMayNotActIsNotToldTo() {
    String path = "/api/jobs/Parcel/" + rows.expired("e", "alice", "Refused: no");
    assertThat(Site.<String>read(operator.get(path), "$.next"))
        .isEqualTo(
            "No attempt begins by itself. Restart the record, cancel it, or mark it processed if its work was done in another way.");
    assertThat(Site.<String>read(viewer.get(path), "$.next"))
        .isEqualTo("No attempt begins by itself.");
  }

  private static List<String> acts(Site site, String id) {
    String page = site.get("/jobs/Parcel/" + id).body();
    return List.of("retry", "restart", "mark-processed", "cancel").stream()
        .filter(act -> page.contains("\"/jobs/Parcel/" + id + "/" + act))
        .toList();
  }

  @Test
  void makesTheNextAttemptDueAndWritesThatDown() {
    Instant far = Instant.parse("2199-01-01T00:00:00Z");
    Map<String, Object> waiting =
        Map.of("attempts", 1, "attempted_at", T, "error", "Refused: no", "due_at", far);
    String id = rows.parcel("p", "alice", T, waiting);
    String form = "/jobs/Parcel/" + id;

    HttpResponse<String> answer =
        operator.form(
            form, form + "/retry", Map.of("from", "detail", "reason", "the post is open"));

    assertThat(operator.follow(answer).body())
        .contains("The next attempt of Parcel " + id + " is due now.", "Made due at once");
    HttpResponse<String> shown = operator.get("/api" + form);
    assertThat(Site.<String>read(shown, "$.dueAt")).isLessThan("2199");
    assertThat(Site.<List<String>>read(shown, "$.audit[*].action")).containsExactly("retry");
    assertThat(Site.<String>read(shown, "$.audit[0].reason")).isEqualTo("the post is open");
  }

  @Test
  void aRetryOfWhatDoesNotWaitIsANoticeAndAConflict() {
    String id = rows.parcel("r", "alice", T, Map.of("attempts", 1, "attempted_at", T));
    String form = "/jobs/Parcel/" + id;

    HttpResponse<String> refused = operator.form(form, form + "/retry", Map.of("from", "detail"));

    assertThat(operator.follow(refused).body()).contains("is running and cannot be retried now");
    assertThat(operator.json("/api" + form + "/retry", "{}").statusCode()).isEqualTo(409);
    assertThat(viewer.json("/api" + form + "/retry", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void marksProcessedWhatWasDoneInAnotherWay() {
    String id = rows.expired("p", "alice", "Refused: no (gave up: permanent failure)");
    String form = "/jobs/Parcel/" + id;
    assertThat(operator.get(form + "/mark-processed").body())
        .containsPattern("name=\"reason\"[^>]* required=\"required\"[^>]*>");

    HttpResponse<String> blank =
        operator.form(form, form + "/mark-processed", Map.of("from", "detail", "reason", " "));
    assertThat(blank.statusCode()).isEqualTo(400);
    assertThat(blank.body())
        .contains("The field reason is empty. To mark a record processed, write why.")
        .contains("<h1>Mark p subject of p processed?</h1>");
    assertThat(Site.<String>read(operator.get("/api" + form), "$.state")).isEqualTo("EXPIRED");

    HttpResponse<String> marked =
        operator.form(
            form, form + "/mark-processed", Map.of("from", "detail", "reason", "paid by check"));
    assertThat(operator.follow(marked).body())
        .contains("Marked Parcel " + id + " processed.", "Marked processed", "paid by check")
        .containsPattern("Marked processed <time[^>]*>just now</time> by operator\\.")
        .doesNotContain("/mark-processed?");
    HttpResponse<String> shown = operator.get("/api" + form);
    assertThat(Site.<String>read(shown, "$.state")).isEqualTo("PROCESSED");
    assertThat(Site.<String>read(shown, "$.history[0].event")).isEqualTo("marked_processed");
    assertThat(Site.<List<String>>read(shown, "$.audit[*].action"))
        .containsExactly("mark-processed");
  }

  @Test
  void anActReadsTheRecordOnce() {
    String form = "/jobs/Parcel/";
    assertThat(sent(form + rows.parcel("q", "alice", T, Map.of()) + "/retry"))
        .satisfiesExactly(
            read -> assertThat(read).contains("for no key update"),
            move -> assertThat(move).contains("update parcel"));
    // Who is told of a cancel, and how the record is called, only its object says.
    assertThat(sent(form + rows.parcel("c", "alice", T, Map.of()) + "/cancel"))
        .satisfiesExactly(
            load -> assertThat(load).contains("from parcel"),
            read -> assertThat(read).contains("for no key update"),
            move -> assertThat(move).contains("update parcel"));
  }

  /** Who may write it and who is told of it, one look at the record says. */
  @Test
  void aNoteReadsTheRecordOnce() {
    String note = "/api/jobs/Parcel/" + rows.parcel("n", "alice", T, Map.of()) + "/notes";
    try (Statements statements = new Statements()) {
      assertThat(operator.json(note, "{\"text\":\"x\"}").statusCode()).isEqualTo(201);
      assertThat(statements.about("parcel")).hasSize(2);
    }
  }

  /** What an act asks of the table of parcels. */
  private List<String> sent(String act) {
    try (Statements statements = new Statements()) {
      assertThat(operator.send("POST", act).statusCode()).isEqualTo(302);
      return statements.about("parcel");
    }
  }

  @Test
  void aReasonThatIsTooLongIsShownAgain() {
    String id = rows.parcel("p", "alice", T, Map.of());
    String form = "/jobs/Parcel/" + id;
    String reason = "because ".repeat(70);

    HttpResponse<String> answer = operator.form(form, form + "/cancel", Map.of("reason", reason));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("at most 500 are possible", "value=\"" + reason + "\"");
    assertThat(Site.<String>read(operator.get("/api" + form), "$.state")).isEqualTo("QUEUED");
  }

  @Test
  void anActKeepsTheWayBackToTheList() {
    String id = rows.parcel("p", "alice", T, Map.of());
    String list = "type=Parcel&state=queued";
    String page = "/jobs/Parcel/" + id + "?list=" + Site.encoded(list);

    HttpResponse<String> answer =
        operator.form(
            page, "/jobs/Parcel/" + id + "/cancel", Map.of("from", "detail", "list", list));

    assertThat(operator.follow(answer).body())
        .contains("Canceled Parcel", "href=\"/jobs?type=Parcel&amp;state=queued\"")
        .contains("name=\"list\" value=\"type=Parcel&amp;state=queued\"");
  }

  @Test
  void aListThatFitsIntoNoAddressIsRefusedBeforeTheAct() {
    String id = rows.parcel("p", "alice", T, Map.of());
    String page = "/jobs/Parcel/" + id;
    for (String from : List.of("detail", "list")) {
      for (String list : List.of("x=" + "y".repeat(1_000_000), "subject=" + "ü".repeat(1_000))) {
        Map<String, String> form = Map.of("from", from, "list", list, "text", "a note");
        for (String act : List.of("/cancel", "/notes")) {
          HttpResponse<String> answer = operator.form(page, page + act, form);
          assertThat(answer.statusCode()).isEqualTo(400);
          assertThat(answer.body())
              .contains("The filter of the list has", "at most 4000 are possible");
        }
      }
    }
    HttpResponse<String> record = operator.get("/api" + page);
    assertThat(Site.<String>read(record, "$.state")).isEqualTo("QUEUED");
    assertThat(Site.<List<Object>>read(record, "$.notes")).isEmpty();

    String longest = "subject=" + "ü".repeat(660);
    HttpResponse<String> answer =
        operator.form(page, page + "/cancel", Map.of("from", "detail", "list", longest));
    assertThat(operator.follow(answer).body()).contains("Canceled Parcel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "..",
        ".",
        "50%;x",
        "~x",
        "~~",
        "\\",
        "new\nline",
        "?a=b#c&d+e f",
        "ü \"<b>'",
        "jobs",
        "restart",
        "notes",
        "line\u2028end",
        "//evil.example"
      })
  void everyIdHasAnAddress(String id) {
    rows.telegram(id);
    HttpResponse<String> list = operator.get("/api/jobs?type=Telegram");
    assertThat(Site.<String>read(list, "$.jobs[0].id")).isEqualTo(id);
    String link = link(operator.get("/jobs").body());
    assertThat(link).startsWith("/jobs/Telegram/");

    HttpResponse<String> shown = operator.get(link);
    assertThat(shown.statusCode()).as(link).isEqualTo(200);
    HttpResponse<String> canceled =
        operator.form(link, link + "/cancel", Map.of("from", "detail", "reason", "r"));
    assertThat(operator.follow(canceled).body()).contains("Canceled Telegram");
    HttpResponse<String> noted =
        operator.form(link, link + "/notes", Map.of("from", "detail", "text", "a note"));
    assertThat(operator.follow(noted).body()).contains("Your note was added.", "a note");
    HttpResponse<String> read = operator.get("/api" + link);
    assertThat(Site.<String>read(read, "$.id")).isEqualTo(id);
    assertThat(Site.<String>read(read, "$.state")).isEqualTo("CANCELED");
    assertThat(operator.get("/asyncable_jobs/Telegram/jobs" + link.substring(14)).statusCode())
        .isEqualTo(200);
  }

  private static String link(String page) {
    int start = page.indexOf("href=\"/jobs/Telegram/") + "href=\"".length();
    String link = page.substring(start, page.indexOf('"', start));
    int query = link.indexOf("?list");
    return (query < 0 ? link : link.substring(0, query))
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Test
  void whatLooksLikeAnAddressButIsNoneIsNoRecord() {
    assertThat(operator.get("/jobs/Telegram/~%20").statusCode()).isEqualTo(404);
    assertThat(operator.get("/jobs/Telegram/~AA").statusCode()).isEqualTo(404);
    assertThat(operator.get("/jobs/inbox/7").statusCode()).isEqualTo(404);
    assertThat(operator.get("/jobs/audit/7").statusCode()).isEqualTo(404);
  }
}

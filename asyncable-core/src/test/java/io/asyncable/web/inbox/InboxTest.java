package io.asyncable.web.inbox;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.inbox.SecondTeller;
import io.asyncable.inbox.Teller;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@WebTest
@Import(SecondTeller.class)
class InboxTest {

  private static final Map<String, Object> FAILED =
      Map.of("attempts", 4, "attempted_at", T, "error", "PostClosed: at secret street 1");

  private final Rows rows;
  private final Teller teller;
  private final Teller other;
  private final Site operator;
  private final Site viewer;
  private final Site alice;

  InboxTest(
      @Autowired Rows rows,
      @Autowired Teller teller,
      @Autowired @Qualifier("secondTeller") Teller other,
      @LocalServerPort int port) {
    this.rows = rows;
    this.teller = teller;
    this.other = other;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  private List<String> kinds() {
    return Site.read(alice.get("/api/inbox"), "$.messages[*].kind");
  }

  private List<String> texts() {
    return Site.read(alice.get("/api/inbox"), "$.messages[*].text");
  }

  @Test
  void hearsOnceThatARecordHasBeenFailingForADay() {
    rows.parcel("p", "alice", T, FAILED);
    rows.expired("e", "alice", "Refused: secret (gave up: permanent failure)");

    teller.look();
    teller.look();
    other.look();

    assertThat(kinds()).containsExactly("FAILING", "FAILING");
    assertThat(texts())
        .allMatch(text -> !text.contains("secret"))
        .anyMatch(text -> text.startsWith("is failing; attempt 4 ended with PostClosed."))
        .anyMatch(text -> text.contains("will not try again by itself"));
  }

  @Test
  void hearsOfEveryRecordThoughOneEndsItsDescriptionWithAnError() {
    rows.parcel("speechless", "alice", T, FAILED);
    rows.parcel("p", "alice", T, FAILED);

    teller.look();

    assertThat(kinds()).containsExactly("FAILING", "FAILING");
    assertThat(Site.<List<String>>read(alice.get("/api/inbox"), "$.messages[*].label"))
        .contains("p subject of p");
    assertThat(operator.get("/jobs?type=Parcel").statusCode()).isEqualTo(200);
  }

  @Test
  void hearsOfAnotherAttemptOnlyIfOneComes() {
    Instant lately = Instant.now().minus(Duration.ofDays(2));
    Map<String, Object> within = new HashMap<>(FAILED);
    within.put("due_at", Instant.now().plus(Duration.ofDays(1)));
    Map<String, Object> beyond = new HashMap<>(FAILED);
    beyond.put("due_at", Instant.now().plus(Duration.ofDays(3)));
    rows.parcel("within its window", "alice", lately, within);
    teller.look();
    assertThat(texts()).singleElement().asString().endsWith("you need not do anything.");

    rows.parcel("beyond its window", "alice", lately, beyond);
    teller.look();
    assertThat(texts().get(0)).contains("will not try again by itself");
  }

  @Test
  void hearsOfAFailureThatIsNamedLikeAPostponement() {
    Map<String, Object> named =
        Map.of(
            "attempts", 1, "attempted_at", T, "error", "Postponed: by its name", "cause", "failed");
    rows.parcel("named", "alice", T, named);

    teller.look();

    assertThat(kinds()).containsExactly("FAILING");
  }

  @Test
  void hearsNothingOfWhatDoesNotFailLong() {
    Instant lately = Instant.now().minus(Duration.ofHours(23));
    rows.parcel("lately", "alice", lately, FAILED);
    rows.parcel("queued", "alice", T, Map.of());
    rows.parcel("running", "alice", T, Map.of("attempts", 1, "attempted_at", T));
    Map<String, Object> postponed =
        Map.of("attempts", 1, "attempted_at", T, "error", "Postponed: no", "cause", "postponed");
    rows.parcel("postponed", "alice", T, postponed);
    rows.concluded("processed", "alice", Map.of("processed_at", T));
    rows.telegram("nobody's");

    assertThat(teller.look()).isZero();
  }

  @Test
  void hearsOnceThatItSucceededAfterThat() {
    String id = rows.parcel("p", "alice", T, FAILED);
    String never = rows.parcel("never told", "alice", Instant.now(), FAILED);
    teller.look();
    rows.conclude(id, "processed_at");
    rows.conclude(never, "processed_at");

    teller.look();
    other.look();
    teller.look();

    assertThat(kinds()).containsExactly("SUCCEEDED", "FAILING");
    assertThat(texts().get(0)).isEqualTo("was processed after all.");
  }

  @Test
  void hearsOnceOfASuccessAfterARestart() {
    String id = rows.parcel("p", "alice", T, FAILED);
    teller.look();
    rows.resubmitted(id, T.plusSeconds(60));
    teller.look();
    rows.conclude(id, "processed_at");

    teller.look();
    teller.look();

    assertThat(kinds()).containsExactly("SUCCEEDED", "FAILING", "FAILING");
  }

  @Test
  void hearsNoSuccessOfWhatWasCanceledOrDeleted() {
    String canceled = rows.parcel("c", "alice", T, FAILED);
    String deleted = rows.parcel("d", "alice", T, FAILED);
    teller.look();
    rows.conclude(canceled, "canceled_at");
    rows.delete(deleted);

    assertThat(teller.look()).isZero();
  }

  @Test
  void twoTellersTellEachOnce() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ids.add(rows.parcel("p" + i, "alice", T.plusSeconds(i / 100), FAILED));
    }
    assertThat(race()).isEqualTo(300);
    assertThat(rows.messages("failing")).isEqualTo(300);

    ids.forEach(id -> rows.conclude(id, "processed_at"));
    assertThat(race()).isEqualTo(300);
    assertThat(rows.messages("succeeded")).isEqualTo(300);
  }

  private int race() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<CompletableFuture<Integer>> told =
        List.of(teller, other).stream()
            .map(
                each ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          await(start);
                          return each.look();
                        }))
            .toList();
    return told.get(0).get() + told.get(1).get();
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void windowsReachEveryRecordOfManyAtTheSameTime() {
    for (int i = 0; i < 1_500; i++) {
      rows.parcel("p" + i, i % 2 == 0 ? "alice" : null, T, FAILED);
    }
    assertThat(teller.look()).isEqualTo(750);
    assertThat(teller.look()).isZero();
  }

  @Test
  void hearsThatSomebodyElseCanceledAndWhy() {
    String id = rows.parcel("p", "alice", T, FAILED);
    operator.json("/api/jobs/Parcel/" + id + "/cancel", "{\"reason\":\"filed <twice>\"}");

    assertThat(kinds()).containsExactly("CANCELED");
    assertThat(alice.get("/jobs/inbox").body())
        .contains("was canceled by operator: filed &lt;twice&gt;", "/jobs/Parcel/" + id);
    assertThat(operator.get("/jobs/Parcel/" + id).body())
        .contains("p was canceled by operator: filed &lt;twice&gt;");
  }

  @Test
  void aCancelThatDidNothingTellsNothing() {
    String id = rows.concluded("p", "alice", Map.of("processed_at", T));
    operator.json("/api/jobs/Parcel/" + id + "/cancel", "{}");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void isReadOneByOneAndAsAWhole() {
    for (int i = 0; i < 3; i++) {
      rows.parcel("p" + i, "alice", T.plusSeconds(i), FAILED);
    }
    teller.look();
    assertThat(alice.get("/jobs").body()).contains("Inbox (3)");

    Integer newest = Site.read(alice.get("/api/inbox"), "$.messages[0].id");
    HttpResponse<String> answer =
        alice.form("/jobs/inbox", "/jobs/inbox/" + newest + "/read", Map.of());
    assertThat(alice.follow(answer).body()).contains("Inbox (2)", "Mark all as read");
    operator.json("/api/inbox/" + (newest - 1) + "/read", "");
    assertThat(Site.<Integer>read(alice.get("/api/inbox"), "$.unread")).isEqualTo(2);

    answer = alice.form("/jobs/inbox", "/jobs/inbox/read", Map.of("newest", "" + (newest - 1)));
    assertThat(alice.follow(answer).body())
        .contains("<strong>0</strong> unread", ">Inbox</span>")
        .doesNotContain("Mark as read");
  }

  @Test
  void unreadMessagesComeFirstOnAllPages() {
    for (int i = 0; i < 60; i++) {
      rows.parcel("p%02d".formatted(i), "alice", T.plusSeconds(i), FAILED);
    }
    teller.look();
    List<Integer> ids =
        new ArrayList<>(Site.<List<Integer>>read(alice.get("/api/inbox"), "$.messages[*].id"));
    for (int id : ids.subList(0, 45)) {
      alice.form("/jobs/inbox", "/jobs/inbox/" + id + "/read", Map.of());
    }

    String first = alice.get("/jobs/inbox").body();
    assertThat(first)
        .containsSubsequence(">p14 ", ">p00 ", ">p59 ", ">p25 ", "rel=\"next\"")
        .contains("unread=false");
    assertThat(first.substring(0, first.indexOf(">p00 "))).doesNotContain(", read ");
    assertThat(first.substring(first.indexOf(">p59 "))).contains(", read <time");
    String next = first.substring(first.indexOf("rel=\"next\" href=\"") + 17);
    String second = alice.get(next.substring(0, next.indexOf('"')).replace("&amp;", "&")).body();
    assertThat(second).containsSubsequence(">p24 ", ">p15 ").doesNotContain(">p25 ", ">p14 ");
  }

  @Test
  void isTheReadersOwn() {
    rows.parcel("hers", "alice", T, FAILED);
    rows.parcel("his", "bob", T, FAILED);
    teller.look();

    assertThat(alice.get("/jobs/inbox").body()).contains("hers").doesNotContain(">his ");
    assertThat(Site.<List<Object>>read(viewer.get("/api/inbox"), "$.messages")).isEmpty();
    assertThat(viewer.json("/api/inbox/read", "{\"newest\":1}").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/jobs/inbox").statusCode()).isEqualTo(200);
  }

  @Test
  void aMessageNamesItsRecordAndLeadsToIt() {
    String one = rows.parcel("Claim", "alice", T, new HashMap<>(FAILED));
    String other = rows.parcel("Claim", "alice", T.plusSeconds(1), FAILED);
    rows.set(one, "subject = '12345678'");
    rows.set(other, "subject = null");
    teller.look();

    assertThat(labels()).containsExactly("Claim " + other, "Claim 12345678");
    assertThat(alice.get("/jobs/inbox").body())
        .containsPattern("href=\"/jobs/Parcel/" + one + "\"[^>]*>Claim 12345678</a>")
        .containsPattern("href=\"/jobs/Parcel/" + other + "\"[^>]*>Claim " + other + "</a>");
  }

  @Test
  void aMessageTellsNoMoreOfARecordThanItsReaderMaySee() {
    String given = rows.parcel("Claim", "alice", T, FAILED);
    String deleted = rows.parcel("Claim", "alice", T.plusSeconds(1), FAILED);
    teller.look();
    rows.set(given, "owner = 'bob'");
    rows.delete(deleted);

    assertThat(labels()).containsExactly("Parcel " + deleted, "Parcel " + given);
    assertThat(alice.get("/jobs/inbox").body())
        .contains("Parcel " + given, "is failing; attempt 4")
        .doesNotContain("subject of", "Claim", "/jobs/Parcel/");
  }

  private List<String> labels() {
    return Site.read(alice.get("/api/inbox"), "$.messages[*].label");
  }

  @Test
  void isPaged() {
    for (int i = 0; i < 60; i++) {
      rows.parcel("p" + i, "alice", T.plusSeconds(i), FAILED);
    }
    teller.look();
    HttpResponse<String> first = alice.get("/api/inbox");
    Integer next = Site.read(first, "$.next");
    HttpResponse<String> second = alice.get("/api/inbox?page=" + next);

    List<Integer> ids = new ArrayList<>(Site.<List<Integer>>read(first, "$.messages[*].id"));
    assertThat(ids).hasSize(50);
    ids.addAll(Site.<List<Integer>>read(second, "$.messages[*].id"));
    assertThat(ids).hasSize(60).doesNotHaveDuplicates();
    assertThat(Site.<Object>read(second, "$.next")).isNull();
    assertThat(alice.get("/jobs/inbox").body()).contains("/jobs/inbox?page=" + next);
    assertThat(alice.get("/jobs/inbox?page=" + next).body()).contains("First page", "p0 ");
    assertThat(alice.get("/jobs/inbox?page=x").statusCode()).isEqualTo(400);
  }
}

package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class NotesTest {

  private final Rows rows;
  private final Site operator;
  private final Site viewer;
  private final Site alice;
  private String id = "";
  private String page = "";

  NotesTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  void parcel() {
    rows.clear();
    id = rows.parcel("p", "alice", T, Map.of());
    page = "/jobs/Parcel/" + id;
  }

  private HttpResponse<String> note(Site site, Map<String, String> fields) {
    return site.form(page, page + "/notes", fields);
  }

  @Test
  void areShownNewestFirstEachUnderItsOwnAnchor() {
    note(operator, Map.of("text", "the *first*"));
    HttpResponse<String> answer = note(operator, Map.of("text", "the **second**"));

    String location = answer.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> shown = operator.follow(answer);

    assertThat(location).matches(".*" + page + "#note-\\d+");
    assertThat(shown.body())
        .contains("Your note was added.", "id=\"" + location.replaceFirst(".*#", "") + "\"")
        .containsSubsequence("the <strong>second</strong>", "the <em>first</em>");
    assertThat(Site.<List<String>>read(operator.get("/api" + page), "$.audit[*].action"))
        .containsExactly("note", "note");
  }

  @Test
  void tellTheSubmittingUserWhenAsked() {
    assertThat(operator.get(page).body()).contains("name=\"tell\" value=\"true\" checked");

    note(operator, Map.of("text", "untold"));
    assertThat(Site.<List<Object>>read(alice.get("/api/inbox"), "$.messages")).isEmpty();

    note(operator, Map.of("text", "told", "tell", "true"));
    HttpResponse<String> inbox = alice.get("/api/inbox");
    assertThat(Site.<List<String>>read(inbox, "$.messages[*].kind")).containsExactly("NOTE");
    assertThat(Site.<String>read(inbox, "$.messages[0].text"))
        .isEqualTo("has a new note by operator.");
    Integer note = Site.read(inbox, "$.messages[0].note");
    assertThat(alice.get("/jobs/inbox").body()).contains("href=\"" + page + "#note-" + note + "\"");
  }

  @Test
  void ofTheSubmittingUserTellNobody() {
    assertThat(alice.get(page).body()).contains("New note").doesNotContain("name=\"tell\"");
    assertThat(note(alice, Map.of("text", "mine", "tell", "true")).statusCode()).isEqualTo(302);
    assertThat(Site.<List<Object>>read(alice.get("/api/inbox"), "$.messages")).isEmpty();
  }

  @Test
  void showHostileTextAsText() {
    note(
        operator,
        Map.of("text", "<script>alert(1)</script> <img src=x onerror=y> [x](javascript:alert(1))"));

    String shown = operator.get(page).body();

    assertThat(shown).contains("&lt;script&gt;alert(1)");
    assertThat(shown.substring(shown.indexOf("<article")))
        .doesNotContain("<script", "<img", "href=\"javascript");
  }

  @Test
  void thatCannotBeKeptAreShownAgain() {
    assertRefused(Map.of("text", " \n", "tell", "true"), "The note is empty.", "checked");
    assertRefused(Map.of("text", "x".repeat(10_001)), "has 10001 characters", "x".repeat(10_001));
    assertRefused(Map.of("text", "half\0typed"), "such as NUL", "halftyped</textarea>");
    assertRefused(Map.of(), "The note is empty.", "</textarea>");
    assertThat(note(operator, Map.of("text", "\r\n".repeat(5_000) + "x".repeat(5_000))))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(302));
  }

  private void assertRefused(Map<String, String> fields, String problem, String kept) {
    HttpResponse<String> answer = note(operator, fields);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(problem, kept, "<h1>p subject of p</h1>");
  }

  @Test
  void areWrittenByThoseWhoMay() {
    String others = rows.parcel("other", "bob", T, Map.of());

    assertThat(viewer.get(page).body()).doesNotContain("New note");
    assertThat(viewer.json("/api" + page + "/notes", "{\"text\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(alice.json("/api/jobs/Parcel/" + others + "/notes", "{\"text\":\"x\"}").statusCode())
        .isEqualTo(404);
    assertThat(alice.get("/api/jobs/Parcel/" + others + "/notes").statusCode()).isEqualTo(404);
    assertThat(alice.json("/api" + page + "/notes", "{\"text\":\"x\"}").statusCode())
        .isEqualTo(201);
  }

  @Test
  void arePagedByTheApi() {
    for (int i = 1; i <= 201; i++) {
      rows.note(id, "note " + i);
    }
    HttpResponse<String> first = viewer.get("/api" + page + "/notes");
    assertThat(Site.<List<String>>read(first, "$.notes[*].text"))
        .hasSize(200)
        .startsWith("note 201");
    Integer next = Site.read(first, "$.next");
    HttpResponse<String> second = viewer.get("/api" + page + "/notes?page=" + next);
    assertThat(Site.<List<String>>read(second, "$.notes[*].text")).containsExactly("note 1");
    assertThat(Site.<Object>read(second, "$.next")).isNull();
    assertThat(viewer.get(page).body()).contains("Only the newest 200 notes are shown.");
  }

  @Test
  void thatMeanNothingAreProblemsToPrograms() {
    String notes = "/api" + page + "/notes";
    assertThat(operator.json(notes, "{}").body()).contains("The note is empty");
    assertThat(operator.json(notes, "{\"text\":\"\\ud800\"}").statusCode()).isEqualTo(400);
    assertThat(operator.json(notes, "{\"text\":").statusCode()).isEqualTo(400);
    assertThat(operator.json(notes, "").statusCode()).isEqualTo(400);
    assertThat(operator.get(notes + "?page=x").statusCode()).isEqualTo(400);
    assertThat(operator.json("/api/jobs/Parcel/7/notes", "{\"text\":\"x\"}").statusCode())
        .isEqualTo(404);
  }
}

package io.asyncable.web.audit;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.Audit.Change;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class AuditPageTest {

  private static final Change CHANGE = new Change("expired", "queued");

  private final Rows rows;
  private final Audit audit;
  private final Site operator;
  private final Site viewer;
  private final Site alice;
  private final Site auditor;

  AuditPageTest(@Autowired Rows rows, @Autowired Audit audit, @LocalServerPort int port) {
    this.rows = rows;
    this.audit = audit;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
    this.auditor = new Site(port, "auditor");
  }

  @BeforeEach
  void write() {
    rows.clear();
    Actor olga = new Actor("olga", Via.PAGE, "<b>the post</b> is open");
    audit.ofRecord(olga, "restart", "Parcel", "7", CHANGE, T);
    audit.ofRecord(olga, "cancel", "Invoice", "8", CHANGE, T.plusSeconds(60));
    Actor otto = new Actor("otto", Via.API, "=1+1");
    audit.ofTarget(otto, "pause", "default", Change.NONE, T.plusSeconds(120));
  }

  @Test
  void tellsWhoDidWhatToWhatAndWhy() {
    assertThat(operator.get("/jobs/audit").body())
        .contains("&lt;b&gt;the post&lt;/b&gt; is open", "href=\"/jobs/Parcel/7\"")
        .containsSubsequence("otto (api)", "pause", "default", "olga (page)", "cancel", "restart")
        .contains("aria-current=\"page\"");
  }

  @Test
  void tellsNothingOfTypesThatTheUserMayNotSee() {
    for (String address :
        List.of(
            "/jobs/audit", "/api/audit", "/jobs/audit.csv", "/api/audit?type=Invoice&record=8")) {
      HttpResponse<String> answer = auditor.get(address);
      assertThat(answer.statusCode()).as(address).isEqualTo(200);
      assertThat(answer.body()).as(address).doesNotContain("nvoice");
    }
    assertThat(auditor.get("/jobs/audit").body()).contains("Parcel", "the post");
  }

  @Test
  void isFiltered() {
    assertThat(actions("")).containsExactly("pause", "cancel", "restart");
    assertThat(actions("?actor=olga")).containsExactly("cancel", "restart");
    assertThat(actions("?action=pause")).containsExactly("pause");
    assertThat(actions("?type=Parcel")).containsExactly("restart");
    assertThat(actions("?type=Parcel&record=7")).containsExactly("restart");
    assertThat(actions("?type=Parcel&record=8")).isEmpty();
    assertThat(actions("?from=2026-01-31T10:01")).containsExactly("pause", "cancel");
    assertThat(actions("?until=2026-01-31T10:01:00Z")).containsExactly("restart");
    assertThat(actions("?actor=nobody")).isEmpty();
    assertThat(operator.get("/jobs/audit?actor=olga").body())
        .contains("value=\"olga\"", "href=\"/jobs/audit.csv?actor=olga\"");
  }

  private List<String> actions(String query) {
    return Site.read(operator.get("/api/audit" + query), "$.entries[*].action");
  }

  @Test
  void isPagedWithinItsFilter() {
    Actor olga = new Actor("olga", Via.PAGE, null);
    for (int i = 0; i < 70; i++) {
      audit.ofRecord(olga, "note", "Parcel", "" + i, CHANGE, T.plusSeconds(i / 30));
    }
    List<Integer> ids = new ArrayList<>();
    String page = "";
    for (int pages = 0; pages < 2; pages++) {
      HttpResponse<String> answer = operator.get("/api/audit?action=note" + page);
      ids.addAll(Site.<List<Integer>>read(answer, "$.entries[*].id"));
      page = "&page=" + Site.<Object>read(answer, "$.next");
    }
    assertThat(page).isEqualTo("&page=null");
    assertThat(ids).hasSize(70).doesNotHaveDuplicates();
    assertThat(operator.get("/jobs/audit?action=note").body())
        .contains("/jobs/audit?action=note&amp;page=");
  }

  @Test
  void isExportedWithoutFormulas() {
    HttpResponse<String> csv = operator.get("/jobs/audit.csv?from=2026-01-31T10:01");

    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
        .matches("attachment; filename=\"async-audit-\\d{8}\\.csv\"");
    assertThat(csv.body().lines())
        .containsExactly(
            "time,actor,via,action,type,id,target,reason,before,after",
            "2026-01-31T10:02:00Z,otto,api,pause,,,default,'=1+1,,",
            "2026-01-31T10:01:00Z,olga,page,cancel,Invoice,8,,<b>the post</b> is open,expired,queued");
  }

  @Test
  void theApiHasTheSameExport() {
    assertThat(operator.get("/api/audit.csv").body())
        .isEqualTo(operator.get("/jobs/audit.csv").body())
        .contains("otto,api,pause");
  }

  @Test
  void anExportHoldsMoreThanOneBatch() {
    rows.manyAuditEntries(2_100);
    assertThat(operator.get("/jobs/audit.csv?action=many").body().lines()).hasSize(2_101);
  }

  @Test
  void keepsWhatWasTypedWhenItMeansNothing() {
    HttpResponse<String> answer = operator.get("/jobs/audit?actor=olga&from=yesterday");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("is not a time", "value=\"olga\"", "value=\"yesterday\"");
    assertThat(operator.get("/jobs/audit.csv?from=yesterday").statusCode()).isEqualTo(400);
    assertThat(operator.get("/api/audit?record=7").body()).contains("name its type too");
    assertThat(operator.get("/api/audit?page=x").body()).contains("The audit has no page");
    assertThat(operator.get("/api/audit?page=" + "9".repeat(17) + "-1").statusCode())
        .isIn(200, 400);
    assertThat(operator.get("/api/audit?actor=%00").statusCode()).isEqualTo(400);
    assertThat(operator.get("/api/audit?actor=" + "x".repeat(501)).statusCode()).isEqualTo(400);
    assertThat(operator.get("/api/audit?from=2026-02-31T10:00").statusCode()).isEqualTo(400);
  }

  @Test
  void isForThoseWhoMaySeeIt() {
    String id = rows.expired("p", "alice", "Refused: (gave up: permanent failure)");
    operator.json("/api/jobs/Parcel/" + id + "/restart", "{\"reason\":\"a reason\"}");

    assertThat(operator.get("/jobs/Parcel/" + id).body()).contains("<h2>Audit</h2>", "0 attempts");
    assertThat(viewer.get("/jobs/Parcel/" + id).body()).doesNotContain("<h2>Audit</h2>");
    assertThat(Site.<Object>read(viewer.get("/api/jobs/Parcel/" + id), "$.audit")).isNull();
    for (Site site : List.of(viewer, alice)) {
      assertThat(site.get("/jobs/audit").statusCode()).isEqualTo(403);
      assertThat(site.get("/jobs/audit.csv").statusCode()).isEqualTo(403);
      assertThat(site.get("/api/audit").statusCode()).isEqualTo(403);
      assertThat(site.get("/api/audit.csv").statusCode()).isEqualTo(403);
      assertThat(site.get("/jobs").body()).doesNotContain("/jobs/audit");
    }
  }

  @Test
  void anEntryAboutANoteLeadsToIt() {
    String id = rows.parcel("p", "alice", T, Map.of());
    HttpResponse<String> noted =
        operator.json("/api/jobs/Parcel/" + id + "/notes", "{\"text\":\"a note\"}");
    Integer note = Site.read(noted, "$.id");

    assertThat(operator.get("/jobs/audit").body())
        .contains("href=\"/jobs/Parcel/%s#note-%d\">note %d</a>".formatted(id, note, note));
    assertThat(operator.get("/jobs/Parcel/" + id).body())
        .contains("href=\"#note-%d\">note %d</a>".formatted(note, note));
  }

  @Test
  void anEntryHasTimesAsPeopleReadThem() {
    String id = rows.parcel("p", "alice", T, Map.of());
    operator.json("/api/jobs/Parcel/" + id + "/retry", "{}");

    assertThat(operator.get("/jobs/audit").body())
        .contains("queued, submitted at 2026-01-31 10:00:00 UTC, 0 attempts, due 2026-")
        .doesNotContain("T10:00:00Z,");
  }

  @Test
  void namesARecordByItsIdHoweverItIsWritten() {
    String id = rows.parcel("p", "alice", T, Map.of());
    operator.json("/api/jobs/Parcel/" + id.toUpperCase(java.util.Locale.ROOT) + "/cancel", "{}");

    assertThat(Site.<List<Object>>read(operator.get("/api/jobs/Parcel/" + id), "$.audit"))
        .hasSize(1);
  }
}

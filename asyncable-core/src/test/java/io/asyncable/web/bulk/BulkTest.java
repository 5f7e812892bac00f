package io.asyncable.web.bulk;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.State;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.bulk.Bulk;
import io.asyncable.move.Act;
import io.asyncable.operate.AuditedActs;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.InlineConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Acts on many records through pages and API; its worker runs in the thread that asks. */
@WebTest
// The context of BulkStopTest.
@Import({InlineConfiguration.class, EngineDriver.class, FaultInjector.class})
class BulkTest {

  private static final String ERROR = "Refused: secret (gave up: permanent failure)";

  private final Rows rows;
  private final AuditedActs acts;
  private final Audit audit;
  private final EngineDriver engine;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;
  private final Site steward;

  BulkTest(
      @Autowired Rows rows,
      @Autowired AuditedActs acts,
      @Autowired Audit audit,
      @Autowired EngineDriver engine,
      @Autowired JdbcClient jdbc,
      @LocalServerPort int port) {
    this.rows = rows;
    this.acts = acts;
    this.audit = audit;
    this.engine = engine;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.steward = new Site(port, "steward");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void previewsBySorts() {
    rows.expired("a", "alice", ERROR);
    rows.expired("b", "alice", ERROR);
    rows.parcel("c", "bob", T, Map.of());

    HttpResponse<String> answer =
        operator.json(
            "/api/bulk/preview", "{\"act\":\"restart\",\"all\":true,\"filter\":\"type=Parcel\"}");

    assertThat(Site.<Integer>read(answer, "$.records")).isEqualTo(3);
    assertThat(Site.<Integer>read(answer, "$.refused")).isEqualTo(1);
    assertThat(Site.<Boolean>read(answer, "$.complete")).isTrue();
    assertThat(Site.<List<String>>read(answer, "$.lines[*].error")).containsExactly("Refused", "");
    assertThat(Site.<List<Integer>>read(answer, "$.lines[*].records")).containsExactly(2, 1);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void actsOnAllThatTheListShows() {
    String expired = rows.expired("a", "alice", ERROR);
    String queued = rows.parcel("b", "bob", T, Map.of());

    HttpResponse<String> begun =
        operator.json(
            "/api/bulk",
            """
            {"act":"cancel","all":true,"filter":"type=Parcel&state=expired","reason":"filed twice"}
            """);

    assertThat(begun.statusCode()).isEqualTo(202);
    HttpResponse<String> done = operator.get("/api/bulk/" + read(begun, "$.id"));
    assertThat(Site.<String>read(done, "$.state")).isEqualTo("PROCESSED");
    assertThat(Site.<Integer>read(done, "$.done")).isEqualTo(1);
    assertThat(state(expired)).isEqualTo("CANCELED");
    assertThat(state(queued)).isEqualTo("QUEUED");
    AuditEntry entry = audit.ofRecord("Parcel", expired, 1).get(0);
    assertThat(entry.via()).isEqualTo(Via.BULK);
    assertThat(entry.actor()).isEqualTo("operator");
    assertThat(entry.reason()).isEqualTo("filed twice");
  }

  @Test
  void tellsWhatItCouldNotDo() {
    String running =
        rows.parcel("r", "alice", T, Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L));
    String expired = rows.expired("e", "alice", ERROR);

    HttpResponse<String> begun =
        operator.json(
            "/api/bulk",
            "{\"act\":\"restart\",\"record\":[\"Parcel:%s\",\"Parcel:%s\"],\"reason\":\"again\"}"
                .formatted(running, expired));

    HttpResponse<String> done = operator.get("/api/bulk/" + read(begun, "$.id"));
    assertThat(Site.<List<String>>read(done, "$.items[*].outcome"))
        .containsExactly("REFUSED", "DONE");
    assertThat(Site.<String>read(done, "$.items[0].message")).contains("is running");
    assertThat(state(running)).isEqualTo("RUNNING");
  }

  @Test
  void aRestartPassesOverWhatWaitsForItsFirstAttemptAndTheQuestionSaysSo() {
    Instant far = Instant.parse("2199-01-01T00:00:00Z");
    String scheduled = rows.parcel("s", "alice", far, Map.of());
    String queued = rows.parcel("q", "alice", T, Map.of());
    String expired = expired("e");
    List<String> records = parcels(List.of(scheduled, queued, expired));

    HttpResponse<String> question =
        operator.form(
            "/jobs", "/jobs/bulk/preview", Map.of("act", "restart", "all", "true", "filter", ""));
    assertThat(question.body()).contains("Restart 2 records?", "1 of them is skipped");

    HttpResponse<String> begun = begin("restart", records);
    HttpResponse<String> done = operator.get("/api/bulk/" + read(begun, "$.id"));
    assertThat(Site.<List<String>>read(done, "$.items[*].outcome"))
        .containsExactly("REFUSED", "REFUSED", "DONE");
    assertThat(Site.<List<String>>read(done, "$.items[*].message"))
        .satisfiesExactly(
            first -> assertThat(first).contains("is scheduled", "Begin it now instead"),
            second -> assertThat(second).contains("is queued", "Retry it now instead"),
            third -> assertThat(third).isNull());
    assertThat(state(scheduled)).isEqualTo("SCHEDULED");
    assertThat(state(queued)).isEqualTo("QUEUED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "55P03", "25006"})
  void goesOnAfterACrashWithoutActingTwice(String state) {
    List<String> ids = List.of(expired("a"), expired("b"), expired("c"));
    jdbc.sql(
            """
            create function deadlock() returns trigger language plpgsql as $$
            begin raise exception 'again' using errcode = '%s'; end $$;
            create trigger deadlock before update on parcel
            for each row when (old.label = 'b') execute function deadlock()
            """
                .formatted(state))
        .update();
    String id;
    try {
      id = read(begin("restart", parcels(ids)), "$.id");
      assertThat(stateOfBulk(id)).isEqualTo(State.RETRYING);
      assertThat(outcomes(id)).containsExactly("DONE", "OPEN", "OPEN");
    } finally {
      jdbc.sql("drop trigger deadlock on parcel; drop function deadlock()").update();
    }
    acts.act(Act.RETRY, new Actor("operator", Via.API, null), "BulkAction", id);

    assertThat(stateOfBulk(id)).isEqualTo(State.PROCESSED);
    assertThat(ids)
        .allSatisfy(parcel -> assertThat(audit.ofRecord("Parcel", parcel, 10)).hasSize(1));
  }

  @Test
  void oneRecordThatCannotBeWrittenDoesNotKeepTheOthers() {
    List<String> ids = List.of(expired("poison"), expired("b"));
    jdbc.sql(
            """
            alter table parcel add constraint poison
            check (label <> 'poison' or canceled_at is null) not valid
            """)
        .update();
    try {
      String id = read(begin("cancel", parcels(ids)), "$.id");
      assertThat(stateOfBulk(id)).isEqualTo(State.PROCESSED);
      assertThat(outcomes(id)).containsExactly("FAILED", "DONE");
    } finally {
      jdbc.sql("alter table parcel drop constraint poison").update();
    }
  }

  @Test
  void itsBeginIsAudited() {
    expired("a");
    HttpResponse<String> begun =
        operator.json(
            "/api/bulk",
            "{\"act\":\"cancel\",\"all\":true,\"filter\":\"type=Parcel\",\"reason\":\"why\"}");

    AuditEntry entry = audit.ofRecord("BulkAction", read(begun, "$.id"), 10).get(0);
    assertThat(entry.action()).isEqualTo("bulk cancel");
    assertThat(entry.actor()).isEqualTo("operator");
    assertThat(entry.via()).isEqualTo(Via.API);
    assertThat(entry.reason()).isEqualTo("why");
    assertThat(entry.after()).isEqualTo("1 record: all of /jobs?type=Parcel");
  }

  @Test
  void tellsNoMoreThanTheUserMaySee() {
    String parcel = expired("a");
    rows.invoice(7, T);
    String id = read(begin("cancel", List.of("Parcel:" + parcel, "Invoice:7")), "$.id");
    jdbc.sql("update asyncable_bulk_item set outcome = 'failed', message = 'Refused: a secret'")
        .update();
    assertUnknown(steward.get("/api/bulk/" + id), id);
    assertUnknown(steward.json("/api/bulk/" + id + "/stop", "{}"), id);
    assertUnknown(steward.get("/jobs/bulk/" + id), id);
    assertThat(steward.get("/api/bulk").body()).doesNotContain(id);
    jdbc.sql("update asyncable_bulk set actor = 'steward'").update();

    HttpResponse<String> answer = steward.get("/api/bulk/" + id);
    assertThat(Site.<List<String>>read(answer, "$.items[*].type")).containsExactly("Parcel");
    assertThat(Site.<List<String>>read(answer, "$.items[*].message")).containsExactly("Refused");
    assertThat(Site.<Integer>read(answer, "$.records")).isEqualTo(1);
    assertThat(Site.<Integer>read(answer, "$.failed")).isEqualTo(1);
    assertThat(steward.get("/jobs/bulk/" + id).body()).doesNotContain("secret", "Invoice");
    assertThat(operator.get("/jobs/bulk/" + id).body()).contains("Refused: a secret", "Invoice 7");
  }

  @Test
  void listsTheNewestAndPagesThroughTheRecordsOfOne() {
    rows.manyInvoices(201);
    String id =
        read(
            operator.json("/api/bulk", "{\"act\":\"cancel\",\"all\":true,\"reason\":\"r\"}"),
            "$.id");

    assertThat(Site.<List<String>>read(operator.get("/api/bulk"), "$.actions[*].id"))
        .containsExactly(id);
    HttpResponse<String> first = operator.get("/api/bulk/" + id);
    int next = read(first, "$.next");
    HttpResponse<String> second = operator.get("/api/bulk/" + id + "?after=" + next);
    assertThat(Site.<List<Object>>read(first, "$.items")).hasSize(200);
    assertThat(Site.<List<Object>>read(second, "$.items")).hasSize(1);
    assertThat(Site.<Object>read(second, "$.next")).isNull();
    assertThat(operator.get("/jobs/bulk/" + id).body()).contains("after=" + next);
  }

  @Test
  void aSlipLeadsBackToTheListAsItWas() {
    String id = expired("a");
    rows.invoice(7, T);
    HttpResponse<String> nothing =
        operator.form(
            "/jobs", "/jobs/bulk/preview", Map.of("act", "restart", "filter", "state=expired"));
    assertThat(nothing.headers().firstValue("Location").orElseThrow())
        .endsWith("/jobs?state=expired");
    assertThat(operator.follow(nothing).body()).contains("No records are selected");

    HttpResponse<String> denied =
        steward.form(
            "/jobs",
            "/jobs/bulk/preview",
            Map.of("act", "cancel", "filter", "type=Parcel", "record", "Parcel:" + id));
    assertThat(steward.follow(denied).body())
        .contains("You may not cancel many records of the type Parcel")
        .containsPattern("value=\"Parcel:" + id + "\"[^>]*checked");
  }

  @Test
  void anIdMayHoldACommaAndIsOneHoweverItIsWritten() {
    rows.telegram("a,b");
    assertThat(
            operator
                .form(
                    "/jobs",
                    "/jobs/bulk/preview",
                    Map.of("act", "cancel", "record", "Telegram:a,b"))
                .body())
        .contains("Cancel 1 record?");
    String id = expired("a");
    HttpResponse<String> twice =
        begin("cancel", List.of("Parcel:" + id, "Parcel:" + id.toUpperCase(Locale.ROOT)));
    assertThat(Site.<Integer>read(twice, "$.records")).isEqualTo(1);
  }

  @Test
  void asksForAReasonAndKeepsWhatWasTyped() {
    String id = rows.expired("a", "alice", ERROR);
    HttpResponse<String> page =
        operator.form("/jobs/Parcel/" + id, "/jobs/bulk", Map.of("act", "restart", "all", "true"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("needs a reason", "Restart 1 record?");
    assertThat(jdbc.sql("select count(*) from asyncable_bulk").query(Integer.class).single())
        .isZero();
  }

  @Test
  void showsItselfAsAPageAndAsARecord() {
    String id = rows.expired("<b>a</b>", "alice", ERROR);

    HttpResponse<String> begun =
        operator.form(
            "/jobs/Parcel/" + id,
            "/jobs/bulk",
            Map.of("act", "cancel", "record", "Parcel:" + id, "reason", "<i>twice</i>"));

    String page = operator.follow(begun).body();
    assertThat(page).contains("href=\"/jobs\">chosen from /jobs</a>");
    assertThat(page).contains("1 canceled, 0 refused", "&lt;i&gt;twice", "Parcel " + id);
    assertThat(operator.get("/jobs/bulk").body()).contains("Cancel 1 record", "&lt;i&gt;twice");
    String bulk = begun.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    assertThat(operator.get("/jobs/BulkAction/" + bulk).body()).contains("/jobs/bulk/" + bulk);
  }

  @Test
  void refusesWhatMeansNothing() {
    String id = rows.expired("a", "alice", ERROR);
    assertThat(answer("{\"act\":\"delete\",\"all\":true}"))
        .contains("retry, restart, mark-processed, cancel");
    assertThat(answer("{\"act\":\"cancel\"}")).contains("No records are selected");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[\"Parcel\"]}")).contains("is not a record");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[null]}")).contains("is not a record");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[\"Parcel: \"]}"))
        .contains("is not a record");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[\"Parcel:x\"]}")).contains("no Parcel with");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[\"\"" + ",\"\"".repeat(Bulk.LARGEST) + "]}"))
        .contains("one bulk action takes at most 100000");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[\"Nope:1\"]}")).contains("no process type");
    assertThat(answer("{\"act\":\"cancel\",\"all\":true,\"filter\":\"state=stuck\"}"))
        .contains("no state 'stuck'");
    assertThat(viewer.json("/api/bulk", "{}").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/jobs/bulk").statusCode()).isEqualTo(403);
    assertThat(operator.get("/jobs/bulk/x").statusCode()).isEqualTo(400);
    assertThat(operator.get("/api/bulk/00000000-0000-0000-0000-000000000000").statusCode())
        .isEqualTo(404);
    assertThat(state(id)).isEqualTo("EXPIRED");
  }

  /** As an id that was never given, so that nobody learns which there are. */
  private static void assertUnknown(HttpResponse<String> answer, String id) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).contains("There is no bulk action with the id").contains(id);
  }

  private String expired(String label) {
    return rows.expired(label, "alice", ERROR);
  }

  private static List<String> parcels(List<String> ids) {
    return ids.stream().map(id -> "Parcel:" + id).toList();
  }

  private HttpResponse<String> begin(String act, List<String> records) {
    String body =
        "{\"act\":\"%s\",\"record\":[\"%s\"],\"reason\":\"because\"}"
            .formatted(act, String.join("\",\"", records));
    HttpResponse<String> begun = operator.json("/api/bulk", body);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    return begun;
  }

  private List<String> outcomes(String id) {
    return read(operator.get("/api/bulk/" + id), "$.items[*].outcome");
  }

  private String answer(String body) {
    return operator.json("/api/bulk/preview", body).body();
  }

  private String state(String id) {
    return read(operator.get("/api/jobs/Parcel/" + id), "$.state");
  }

  private State stateOfBulk(String id) {
    return State.valueOf(read(operator.get("/api/bulk/" + id), "$.state"));
  }
}

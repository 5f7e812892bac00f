package io.asyncable.web;

import static io.asyncable.web.Rows.T;
import static io.asyncable.web.Site.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.State;
import io.asyncable.act.AuditedActs;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.dispatch.FaultPoint.Step;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.InlineConfiguration;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Acts on many records through pages and API; its worker runs in the thread that asks. */
@WebTest
@Import({InlineConfiguration.class, EngineDriver.class, FaultInjector.class})
class BulkTest {

  private static final String ERROR = "Refused: secret (gave up: permanent failure)";

  private final Rows rows;
  private final AuditedActs acts;
  private final Audit audit;
  private final EngineDriver engine;
  private final FaultInjector faults;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site viewer;

  BulkTest(
      @Autowired Rows rows,
      @Autowired AuditedActs acts,
      @Autowired Audit audit,
      @Autowired EngineDriver engine,
      @Autowired FaultInjector faults,
      @Autowired JdbcClient jdbc,
      @LocalServerPort int port) {
    this.rows = rows;
    this.acts = acts;
    this.audit = audit;
    this.engine = engine;
    this.faults = faults;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
  }

  @BeforeEach
  void clear() {
    rows.clear();
    faults.clear();
    jdbc.sql("delete from asyncable_bulk").update();
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
  void goesOnAfterACrashWithoutActingTwice() {
    String first = rows.expired("a", "alice", ERROR);
    String second = rows.expired("b", "alice", ERROR);
    faults.failOnceAfter(Step.HANDLED);

    HttpResponse<String> begun =
        operator.json(
            "/api/bulk", "{\"act\":\"cancel\",\"all\":true,\"reason\":\"no longer wanted\"}");
    String id = read(begun, "$.id");
    assertThat(stateOfBulk(id)).isEqualTo(State.RETRYING);
    acts.retryNow(new Actor("operator", Via.API, null), "BulkAction", id);

    assertThat(stateOfBulk(id)).isEqualTo(State.PROCESSED);
    assertThat(audit.ofRecord("Parcel", first, 10)).hasSize(1);
    assertThat(audit.ofRecord("Parcel", second, 10)).hasSize(1);
  }

  @Test
  void asksForAReasonAndKeepsWhatWasTyped() {
    String id = rows.expired("a", "alice", ERROR);
    HttpResponse<String> page =
        operator.form("/jobs/Parcel/" + id, "/jobs/bulk", Map.of("act", "restart", "all", "true"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("needs a reason", "Restart 1 records?");
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
    assertThat(page).contains("1 done, 0 refused", "&lt;i&gt;twice", "Parcel " + id);
    assertThat(operator.get("/jobs/bulk").body()).contains("Cancel 1 records", "&lt;i&gt;twice");
    String bulk = begun.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    assertThat(operator.get("/jobs/BulkAction/" + bulk).body()).contains("/jobs/bulk/" + bulk);
  }

  @Test
  void refusesWhatMeansNothing() {
    String id = rows.expired("a", "alice", ERROR);
    assertThat(answer("{\"act\":\"delete\",\"all\":true}")).contains("restart, cancel or retry");
    assertThat(answer("{\"act\":\"cancel\"}")).contains("Nothing is selected");
    assertThat(answer("{\"act\":\"cancel\",\"record\":[\"Parcel\"]}")).contains("names no record");
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

package io.asyncable.web.bulk;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.test.web.Site.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.FaultInjector;
import io.asyncable.test.FaultInjector.Hold;
import io.asyncable.test.InlineConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stops acts on many records between two of them, and lets them go on. */
@WebTest
@Import({InlineConfiguration.class, EngineDriver.class, FaultInjector.class})
class BulkStopTest {

  private final Rows rows;
  private final Audit audit;
  private final FaultInjector faults;
  private final JdbcClient jdbc;
  private final Site operator;
  private final Site steward;

  BulkStopTest(
      @Autowired Rows rows,
      @Autowired Audit audit,
      @Autowired FaultInjector faults,
      @Autowired JdbcClient jdbc,
      @LocalServerPort int port) {
    this.rows = rows;
    this.audit = audit;
    this.faults = faults;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
    this.steward = new Site(port, "steward");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @AfterEach
  void endTheFaults() {
    faults.clear();
  }

  @Test
  void noRecordIsActedOnAfterTheStop() throws InterruptedException {
    String id = stoppedAfterTheFirst("Parcel:" + parcel(), "Parcel:" + parcel());

    HttpResponse<String> stopped = operator.get("/api/bulk/" + id);
    assertThat(Site.<String>read(stopped, "$.state")).isEqualTo("CANCELED");
    assertThat(Site.<List<String>>read(stopped, "$.items[*].outcome"))
        .containsExactly("DONE", "OPEN");
  }

  @Test
  void whoeverResumesActsInHisOwnNameAndForHisOwnReason() throws InterruptedException {
    String first = parcel();
    String second = parcel();
    String id = stoppedAfterTheFirst("Parcel:" + first, "Parcel:" + second);

    assertThat(steward.json("/api/bulk/" + id + "/resume", "{}").body()).contains("needs a reason");
    HttpResponse<String> resumed =
        steward.json("/api/bulk/" + id + "/resume", "{\"reason\":\"after all\"}");

    assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(200);
    assertThat(Site.<List<String>>read(resumed, "$.items[*].outcome"))
        .containsExactly("DONE", "DONE");
    assertThat(Site.<String>read(resumed, "$.actor")).isEqualTo("steward");
    assertThat(audit.ofRecord("Parcel", first, 10))
        .extracting(AuditEntry::actor)
        .containsExactly("operator");
    assertThat(audit.ofRecord("Parcel", second, 10))
        .extracting(AuditEntry::actor, AuditEntry::reason)
        .containsExactly(tuple("steward", "after all"));
    AuditEntry resume = audit.ofRecord("BulkAction", id, 1).get(0);
    assertThat(resume.action()).isEqualTo("resume");
    assertThat(resume.before()).isEqualTo("by operator: at first");
    assertThat(operator.json("/api/bulk/" + id + "/resume", "{\"reason\":\"x\"}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void whoMayNotDoAllThatIsLeftCannotResume() throws InterruptedException {
    rows.invoice(7, T);
    String id = stoppedAfterTheFirst("Parcel:" + parcel(), "Invoice:7");
    assertThat(steward.json("/api/bulk/" + id + "/resume", "{\"reason\":\"x\"}").body())
        .contains("There is no bulk action with the id");

    // As if the steward had begun it when that was allowed.
    jdbc.sql("update asyncable_bulk set actor = 'steward'").update();
    HttpResponse<String> refused =
        steward.json("/api/bulk/" + id + "/resume", "{\"reason\":\"after all\"}");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("You may not restart many records of the type Invoice");
    assertThat(Site.<String>read(operator.get("/api/bulk/" + id), "$.state")).isEqualTo("CANCELED");
  }

  @Test
  void aRestartAsARecordIsNoWayAround() throws InterruptedException {
    rows.invoice(7, T);
    String id = stoppedAfterTheFirst("Parcel:" + parcel(), "Invoice:7");

    HttpResponse<String> restarted = steward.json("/api/jobs/BulkAction/" + id + "/restart", "{}");
    assertThat(restarted.statusCode()).isEqualTo(409);
    assertThat(restarted.body()).contains("Resume a bulk action on its own page: /jobs/bulk/" + id);
    HttpResponse<String> inBulk =
        steward.json(
            "/api/bulk",
            "{\"act\":\"restart\",\"record\":[\"BulkAction:%s\"],\"reason\":\"r\"}".formatted(id));
    assertThat(Site.<List<String>>read(inBulk, "$.items[*].outcome")).containsExactly("REFUSED");
    assertThat(Site.<String>read(operator.get("/api/bulk/" + id), "$.state")).isEqualTo("CANCELED");
  }

  private String parcel() {
    return rows.expired("p", "alice", "Refused: (gave up: permanent failure)");
  }

  /** The operator restarts these, and stops while the first one's own handler runs. */
  private String stoppedAfterTheFirst(String... records) throws InterruptedException {
    Hold hold = faults.holdAfter(Step.HANDLED);
    String body =
        "{\"act\":\"restart\",\"record\":[\"%s\"],\"reason\":\"at first\"}"
            .formatted(String.join("\",\"", records));
    CompletableFuture<HttpResponse<String>> begun =
        CompletableFuture.supplyAsync(() -> operator.json("/api/bulk", body));
    hold.awaitReached();
    String id = read(operator.get("/api/bulk"), "$.actions[0].id");
    HttpResponse<String> stop =
        operator.json("/api/bulk/" + id + "/stop", "{\"reason\":\"enough\"}");
    assertThat(stop.statusCode()).as(stop.body()).isEqualTo(200);
    faults.clear();
    hold.release();
    assertThat(begun.join().statusCode()).isEqualTo(202);
    return id;
  }
}

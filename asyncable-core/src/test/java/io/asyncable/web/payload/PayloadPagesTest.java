package io.asyncable.web.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.job.Enqueued;
import io.asyncable.job.Jobs;
import io.asyncable.test.counting.Printing;
import io.asyncable.test.counting.Printing.PrintTicket;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The payload of a job on its page, in the API and in the audit. */
@WebTest
@Import(Printing.class)
class PayloadPagesTest {

  private static final String BROKEN = "{\"copies\": \"<many>\"}";

  private final JdbcClient jdbc;
  private final Jobs jobs;
  private final Rows rows;
  private final Site operator;
  private final Site viewer;
  private final Site auditor;
  private String id = "";

  PayloadPagesTest(
      @Autowired JdbcClient jdbc,
      @Autowired Jobs jobs,
      @Autowired Rows rows,
      @LocalServerPort int port) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.rows = rows;
    this.operator = new Site(port, "operator");
    this.viewer = new Site(port, "viewer");
    this.auditor = new Site(port, "auditor");
  }

  @BeforeEach
  void expireAJob() {
    rows.clear();
    Enqueued job = jobs.enqueue(new PrintTicket(1));
    id = job.id().toString();
    jdbc.sql(
            """
            update asyncable_job set payload = cast(? as json), attempts = 1, attempted_at = now(),
              due_at = null, error = 'PayloadUnreadable: no', cause = 'payload_unreadable'
            where id = ?
            """)
        .params(BROKEN, job.id())
        .update();
  }

  @AfterEach
  void deleteIt() {
    jdbc.sql("delete from asyncable_job").update();
  }

  @Test
  void whoMayEditItRepairsItOnAPage() {
    String record = "/jobs/ticket.print/" + id;
    assertThat(operator.get(record).body())
        .contains("&quot;copies&quot; : &quot;&lt;many&gt;&quot;", record + "/payload")
        .contains("cannot be read", "correct the payload");
    assertThat(operator.get(record + "/payload").body())
        .contains("<textarea", "{&quot;copies&quot;: &quot;&lt;many&gt;&quot;}");

    HttpResponse<String> refused =
        operator.form(
            record + "/payload",
            record + "/payload",
            Map.of("payload", "{\"copies\": \"two\"}", "reason", "typed"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains(
            "The field &#39;copies&#39; of the payload", "&quot;two&quot;", "value=\"typed\"");
    assertThat(payload()).isEqualTo(BROKEN);

    HttpResponse<String> done =
        operator.form(
            record + "/payload",
            record + "/payload",
            Map.of("payload", "{\"copies\": 2}", "reason", "typed"));
    assertThat(operator.follow(done).body())
        .contains("The payload was replaced.", "{&quot;copies&quot;:2}", "edit-payload");
    assertThat(payload()).isEqualTo("{\"copies\":2}");
  }

  @Test
  void soDoPrograms() {
    String record = "/api/jobs/ticket.print/" + id;
    assertThat(Site.<String>read(operator.get(record), "$.parts.job.payload.copies"))
        .isEqualTo("<many>");
    assertThat(Site.<Boolean>read(operator.get(record), "$.parts.job.mayEditPayload")).isTrue();

    HttpResponse<String> refused = operator.json(record + "/payload", "{\"copies\": 2, \"x\": 1}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Site.<String>read(refused, "$.detail")).contains("the unknown field 'x'");
    assertThat(operator.json(record + "/payload?reason=typed", "{\"copies\": 2}").statusCode())
        .isEqualTo(204);
    assertThat(Site.<Integer>read(operator.get(record), "$.parts.job.payload.copies")).isEqualTo(2);
    assertThat(Site.<String>read(operator.get(record), "$.audit[0].reason")).isEqualTo("typed");

    jdbc.sql("update asyncable_job set processed_at = now(), error = null, cause = null").update();
    HttpResponse<String> late = operator.json(record + "/payload", "{\"copies\": 3}");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Site.<String>read(late, "$.detail")).contains("is processed");
    assertThat(Site.<Boolean>read(operator.get(record), "$.parts.job.mayEditPayload")).isFalse();
  }

  @Test
  void logAndResultAreShownWithIt() {
    jdbc.sql(
            """
            update asyncable_job set processed_at = now(), error = null, cause = null,
              result = '{"pages":"<3>"}', result_at = now()
            """)
        .update();
    jdbc.sql(
            "insert into asyncable_job_log (job_id, attempt, at, line) select id, 1, now(), '<page 1>' from asyncable_job")
        .update();
    String record = "/jobs/ticket.print/" + id;

    assertThat(operator.get(record).body())
        .contains("&quot;pages&quot; : &quot;&lt;3&gt;&quot;", "&lt;page 1&gt;");
    HttpResponse<String> read = operator.get("/api" + record);
    assertThat(Site.<String>read(read, "$.parts.job.result.pages")).isEqualTo("<3>");
    assertThat(Site.<String>read(read, "$.parts.job.log[0].line")).isEqualTo("<page 1>");
    assertThat(Site.<Integer>read(read, "$.parts.job.log[0].attempt")).isEqualTo(1);

    // The result may be as personal as the payload.
    assertThat(viewer.get(record).body()).contains("&lt;page 1&gt;").doesNotContain("&lt;3&gt;");
    assertThat(Site.<Object>read(viewer.get("/api" + record), "$.parts.job.result")).isNull();
  }

  @Test
  void othersDoNotSeeIt() {
    String record = "/jobs/ticket.print/" + id;
    assertThat(viewer.get(record).body()).doesNotContain("many", "/payload\"");
    assertThat(Site.<Object>read(viewer.get("/api" + record), "$.parts.job.payload")).isNull();
    assertThat(viewer.get(record + "/payload").statusCode()).isEqualTo(403);
    assertThat(viewer.json("/api" + record + "/payload", "{\"copies\": 2}").statusCode())
        .isEqualTo(403);
    assertThat(payload()).isEqualTo(BROKEN);
  }

  @Test
  void theAuditTellsAnAuditorWhoEditedItAndNotWhatItSaid() {
    operator.json("/api/jobs/ticket.print/" + id + "/payload", "{\"copies\": 2}");

    assertThat(operator.get("/jobs/audit.csv").body()).contains("edit-payload", "<many>");
    assertThat(auditor.get("/jobs/audit.csv").body())
        .contains("edit-payload")
        .doesNotContain("<many>");
    assertThat(auditor.get("/api/audit").body()).contains("edit-payload").doesNotContain("many");
  }

  @Test
  void aRecordThatIsNoJobHasNone() {
    String parcel = rows.parcel("p", "alice", Rows.T, Map.of());
    assertThat(operator.get("/jobs/Parcel/" + parcel + "/payload").statusCode()).isEqualTo(404);
    assertThat(operator.json("/api/jobs/Parcel/" + parcel + "/payload", "{}").statusCode())
        .isEqualTo(404);
    assertThat(operator.get("/api/jobs/Parcel/" + parcel).body()).contains("\"parts\":{}");
    assertThat(
            operator
                .json("/api/jobs/ticket.print/" + UUID.randomUUID() + "/payload", "{}")
                .statusCode())
        .isEqualTo(404);
  }

  private String payload() {
    return jdbc.sql("select payload from asyncable_job").query(String.class).single();
  }
}

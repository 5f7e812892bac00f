package io.asyncable.app.intake;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.app.sandbox.Switch.Mode;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A veteran whose name has changed since the review. */
@ApplicationTest
class VeteranRefreshTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FILE_NUMBER = "40777001";

  private final Caller alice;
  private final Caller operator;
  private final JdbcClient jdbc;
  private final SandboxServices sandbox;

  VeteranRefreshTest(
      @Autowired MockMvcTester mvc,
      @Autowired JdbcClient jdbc,
      @Autowired SandboxServices sandbox) {
    this.alice = new Caller(mvc, "alice", "SUBMITTER");
    this.operator = new Caller(mvc, "operator", "OPERATOR");
    this.jdbc = jdbc;
    this.sandbox = sandbox;
  }

  @BeforeEach
  void everythingWorks() {
    sandbox.all().values().forEach(service -> service.mode(Mode.OK));
  }

  @Test
  void isAskedForByTheSubmitterAndDoneOnceHoweverOftenItIsAsked() {
    String review =
        alice.create(
            "/api/intake/reviews",
            """
            {"type": "appeal", "fileNumber": "%s", "receiptDate": "2025-01-31",
             "benefitType": "pension", "issues": ["Knee"]}
            """
                .formatted(FILE_NUMBER));
    await().atMost(PATIENCE).until(() -> read(alice.get(review), "$.state").equals("PROCESSED"));
    String name = read(alice.get(review), "$.veteran");
    jdbc.sql("update veteran set last_name = 'Maiden' where file_number = ?")
        .param(FILE_NUMBER)
        .update();
    assertThat(read(alice.get(review), "$.veteran")).endsWith("Maiden");
    sandbox.bgs().mode(Mode.FAILING);

    MvcTestResult first = alice.post(review + "/veteran", "{}");
    MvcTestResult second = alice.post(review + "/veteran", "{}");

    assertThat(first).hasStatus(202);
    assertThat(read(first, "$.created")).isEqualTo("true");
    assertThat(second).hasStatus(202);
    assertThat(read(second, "$.created")).isEqualTo("false");
    assertThat(read(second, "$.id")).isEqualTo(read(first, "$.id"));

    sandbox.bgs().mode(Mode.OK);
    await().atMost(PATIENCE).until(() -> read(alice.get(review), "$.veteran").equals(name));
    String job = "/api/jobs/veteran.refresh/" + read(first, "$.id");
    await().atMost(PATIENCE).until(() -> read(operator.get(job), "$.state").equals("PROCESSED"));
    assertThat(read(operator.get(job), "$.parts.job.payload.fileNumber")).isEqualTo(FILE_NUMBER);
    assertThat(read(operator.get(job), "$.subject")).isEqualTo(FILE_NUMBER);
  }

  @Test
  void ofAReviewOfSomebodyElseIsNotFound() {
    String review =
        operator.create(
            "/api/intake/reviews",
            """
            {"type": "appeal", "fileNumber": "40777002", "receiptDate": "2025-01-31",
             "benefitType": "pension", "issues": ["Knee"]}
            """);
    assertThat(alice.post(review + "/veteran", "{}")).hasStatus(404);
  }

  @Test
  void allAreRefreshedByAScheduleThatOperatorsRun() {
    String review =
        alice.create(
            "/api/intake/reviews",
            """
            {"type": "appeal", "fileNumber": "40777003", "receiptDate": "2025-01-31",
             "benefitType": "pension", "issues": ["Knee"]}
            """);
    await().atMost(PATIENCE).until(() -> read(alice.get(review), "$.state").equals("PROCESSED"));
    String name = read(alice.get(review), "$.veteran");
    jdbc.sql("update veteran set last_name = 'Maiden' where file_number = '40777003'").update();

    MvcTestResult run = operator.post("/api/schedules/veterans.refresh/run", "{}");
    assertThat(run).hasStatus(202);
    await().atMost(PATIENCE).until(() -> read(alice.get(review), "$.veteran").equals(name));
    String job = "/api/jobs/veteran.refresh-all/" + read(run, "$.id");
    await().atMost(PATIENCE).until(() -> read(operator.get(job), "$.state").equals("PROCESSED"));

    assertThat(alice.post("/api/schedules/veterans.refresh/run", "{}")).hasStatus(403);
    assertThat(operator.post("/api/schedules/veterans.refresh/pause", "{}")).hasStatus(400);
    assertThat(operator.post("/api/schedules/nightly/run", "{}")).hasStatus(404);
    assertThat(read(operator.get("/api/schedules/veterans.refresh"), "$.schedule.plan"))
        .isEqualTo("0 2 * * SUN America/New_York");
  }
}

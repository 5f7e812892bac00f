package io.asyncable.app.intake;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.app.intake.imports.SampleReviews;
import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.app.sandbox.Switch;
import io.asyncable.app.sandbox.Switch.Mode;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApplicationTest
@DirtiesContext
class IntakeEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String HEADER = "type,file_number,receipt_date,benefit_type,issues\n";

  // What has been submitted, on the way to a conclusion or not, by table and prefix.
  private static final String UNPROCESSED =
      """
      select (select count(*) from higher_level_review where establishment_processed_at is null)
           + (select count(*) from supplemental_claim where establishment_processed_at is null)
           + (select count(*) from appeal where establishment_processed_at is null)
           + (select count(*) from request_issue where decision_sync_submitted_at is not null
              and decision_sync_processed_at is null and decision_sync_canceled_at is null)
           + (select count(*) from request_issues_update where processed_at is null)
           + (select count(*) from decision_document where processed_at is null)
           + (select count(*) from board_grant_effectuation where decision_sync_processed_at is null)
           + (select count(*) from task_timer where processed_at is null and canceled_at is null
              and last_submitted_at < current_timestamp)
      """;

  private static final String EXPIRED =
      """
      select a.id from appeal a join veteran v on v.id = a.veteran_id
      where v.file_number = '00000100' and a.establishment_due_at is null
      """;

  private static final String OF_CLAIMS =
      """
      select c.id from supplemental_claim c join veteran v on v.id = c.veteran_id
      where v.file_number like '5000000%'
      """;

  private static final String FAILED_CLAIMS =
      "select count(*) from (" + OF_CLAIMS + " and c.establishment_error is not null) failed";

  private static final String UNDECIDED_BY_VBMS =
      "select count(*) from request_issue where disposition is null and review_type <> 'APPEAL'";

  /** Other tests have the Board decide appeals in the same database. */
  private static final String DECIDED_BY_NOBODY =
      "select count(*) from request_issue join appeal on appeal.id = review_id"
          + " where disposition is not null and decided_at is null";

  private final Caller operator;
  private final JdbcClient jdbc;
  private final SandboxServices sandbox;

  IntakeEndToEndTest(
      @Autowired MockMvcTester mvc,
      @Autowired JdbcClient jdbc,
      @Autowired SandboxServices sandbox) {
    this.operator = new Caller(mvc, "operator", "OPERATOR");
    this.jdbc = jdbc;
    this.sandbox = sandbox;
  }

  @BeforeEach
  void everythingWorks() {
    sandbox.all().values().forEach(service -> service.mode(Mode.OK));
  }

  @Test
  void everyGoodLineOfTheSampleIsProcessedWithOneEffectPerKey() {
    MvcTestResult answer =
        operator.upload("/api/intake/imports", SampleReviews.generate(SampleReviews.COUNT));

    assertThat(answer).hasStatusOk();
    assertThat(answer).bodyJson().extractingPath("$.accepted").isEqualTo(955);
    assertThat(answer).bodyJson().extractingPath("$.rejected").asArray().hasSize(45);
    awaitProcessed();
    assertThat(count(UNDECIDED_BY_VBMS)).isZero();
    assertThat(count(DECIDED_BY_NOBODY)).isZero();
    assertThat(sandbox.vbms().effects().severalEffects()).isEmpty();
  }

  @Test
  void lostAnswersCostNoSecondEffect() {
    // A service that fails now and then, short of what opens its breaker.
    sandbox.vbms().mode(new Switch(Mode.FAILING, Duration.ZERO, 0.2));
    operator.upload("/api/intake/imports", file("higher_level_review", 20, 30_000_000));

    awaitProcessed();
    assertThat(sandbox.vbms().effects().repeats()).isPositive();
    assertThat(sandbox.vbms().effects().severalEffects()).isEmpty();
  }

  @Test
  void aRestartAfterALostAnswerCostsNoSecondEffect() {
    sandbox.vbms().mode(Mode.LOST);
    operator.upload("/api/intake/imports", file("supplemental_claim", 3, 50_000_000));
    await().atMost(PATIENCE).until(() -> count(FAILED_CLAIMS) == 3);
    for (String id : jdbc.sql(OF_CLAIMS).query(String.class).list()) {
      String restart = "/api/jobs/SupplementalClaim/%s/restart".formatted(id);
      // Refused while an attempt runs.
      await()
          .atMost(PATIENCE)
          .until(() -> operator.post(restart, "{}").getResponse().getStatus() < 300);
    }
    sandbox.vbms().mode(Mode.OK);

    awaitProcessed();
    assertThat(sandbox.vbms().effects().lost()).isPositive();
    assertThat(sandbox.vbms().effects().severalEffects()).isEmpty();
  }

  @Test
  void anUnknownVeteranExpiresTheReviewWithTheReason() {
    operator.upload("/api/intake/imports", file("appeal", 1, 100));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select establishment_error from appeal where id = ("
                                    + EXPIRED
                                    + ")")
                            .query(String.class)
                            .list())
                    .singleElement()
                    .asString()
                    .contains("BGS answered 404"));
    // The other tests wait until nothing is left unprocessed.
    jdbc.sql("delete from request_issue where review_id = (" + EXPIRED + ")").update();
    jdbc.sql("delete from appeal where id = (" + EXPIRED + ")").update();
  }

  @Test
  void anAppealIsDecidedUploadedAndPutIntoEffect() {
    String appeal = operator.create("/api/intake/reviews", review("appeal"));
    await().atMost(PATIENCE).until(() -> read(operator.get(appeal), "$.state").equals("PROCESSED"));
    String granted = read(operator.get(appeal), "$.issues[0].id");
    var decision = "{\"text\": \"So ordered.\", \"granted\": [\"%s\"]}".formatted(granted);

    assertThat(operator.post(appeal + "/decision", decision)).hasStatus(202);
    assertThat(operator.post(appeal + "/decision", decision)).hasStatus(409);
    awaitProcessed();
    assertThat(read(operator.get(appeal), "$.issues[0].disposition")).isEqualTo("granted");
    assertThat(read(operator.get(appeal), "$.issues[1].disposition")).isEqualTo("denied");
    assertThat(
            jdbc.sql("select claim_id from board_grant_effectuation where issue_id = ?::uuid")
                .param(granted)
                .query(String.class)
                .single())
        .isNotBlank();
  }

  @Test
  void addedIssuesGetTheirContentions() {
    String claim = operator.create("/api/intake/reviews", review("supplemental_claim"));
    await().atMost(PATIENCE).until(() -> read(operator.get(claim), "$.state").equals("PROCESSED"));

    assertThat(operator.post(claim + "/issues", "{\"add\": [\"Shoulder\"]}")).hasStatus(202);
    awaitProcessed();
    assertThat(read(operator.get(claim), "$.issues[2].contentionId")).isNotEqualTo("null");
    assertThat(read(operator.get(claim), "$.issues[2].disposition")).isNotEqualTo("null");
  }

  private static String review(String type) {
    return """
        {"type": "%s", "fileNumber": "40000001", "receiptDate": "2025-01-31",
         "benefitType": "pension", "issues": ["Knee", "Back"]}
        """
        .formatted(type);
  }

  private static byte[] file(String type, int count, int firstFileNumber) {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < count; i++) {
      file.append("%s,%08d,2025-01-31,compensation,Knee%n".formatted(type, firstFileNumber + i));
    }
    return file.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void awaitProcessed() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(count(UNPROCESSED))
                    .as(() -> "waiting; failures: " + failures())
                    .isZero());
  }

  private List<String> failures() {
    return jdbc.sql("select distinct left(stack, 2000) from asyncable_history limit 3")
        .query(String.class)
        .list();
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}

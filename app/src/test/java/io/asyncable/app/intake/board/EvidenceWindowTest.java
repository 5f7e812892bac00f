package io.asyncable.app.intake.board;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The timer of an appeal ends with the window for evidence, or with the appeal. */
@ApplicationTest
class EvidenceWindowTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);
  private static final LocalDate LONG_AGO = TODAY.minusYears(1);

  private final Caller operator;
  private final JdbcClient jdbc;

  EvidenceWindowTest(@Autowired MockMvcTester mvc, @Autowired JdbcClient jdbc) {
    this.operator = new Caller(mvc, "operator", "OPERATOR");
    this.jdbc = jdbc;
  }

  @Test
  void aWindowThatOutlivesEverybodyStopsTheStart() {
    assertThatThrownBy(() -> new EvidenceSettings(Period.ofYears(300), ZoneOffset.UTC))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "asyncable.app.intake.evidence-window is P300Y. Write a period from P0D to P100Y, such"
                + " as P90D.");
  }

  @Test
  void aDecisionCancelsTheTimer() {
    String appeal = docketed(TODAY);
    assertThat(timer(appeal)).containsEntry("scheduled", true).containsEntry("canceled", false);

    assertThat(operator.post(appeal + "/decision", decision(""))).hasStatus(202);

    assertThat(timer(appeal)).containsEntry("scheduled", false).containsEntry("canceled", true);
    assertThat(told(appeal, "canceled")).isEqualTo("The appeal is decided.");
    assertThat(operator.get("/api/jobs/TaskTimer/" + timer(appeal).get("id")))
        .bodyText()
        .contains("The appeal is decided.");
    assertThat(operator.post(appeal + "/decision", decision(""))).hasStatus(409);
    assertThat(told(appeal, "canceled")).as("once").isEqualTo("The appeal is decided.");
  }

  @Test
  void aDecisionThatIsRefusedLeavesTheTimer() {
    String appeal = docketed(TODAY);
    String foreign = "\"0198a3f0-0000-7000-8000-000000000000\"";

    assertThat(operator.post(appeal + "/decision", decision(foreign))).hasStatus(409);

    assertThat(timer(appeal)).containsEntry("scheduled", true).containsEntry("canceled", false);
  }

  @Test
  void aDecisionLeavesATimerThatHasRun() {
    String appeal = docketed(LONG_AGO);
    await().atMost(PATIENCE).until(() -> timer(appeal).get("processed").equals(true));

    assertThat(operator.post(appeal + "/decision", decision(""))).hasStatus(202);

    assertThat(timer(appeal)).containsEntry("processed", true).containsEntry("canceled", false);
  }

  /** An issue may still be added, so the window ends when it would have. */
  @Test
  void withdrawingEveryIssueLeavesTheTimer() {
    String appeal = docketed(TODAY);
    String issue = read(operator.get(appeal), "$.issues[0].id");

    assertThat(operator.post(appeal + "/issues", "{\"withdraw\": [\"" + issue + "\"]}"))
        .hasStatus(202);

    assertThat(timer(appeal)).containsEntry("scheduled", true).containsEntry("canceled", false);
  }

  /** As those whose appeals were decided before their timers were canceled with them. */
  @Test
  void aTimerThatRunsAfterTheDecisionClosesNothing() {
    String appeal = docketed(TODAY);
    operator.post(appeal + "/decision", decision(""));
    String timer = "/api/jobs/TaskTimer/" + timer(appeal).get("id");

    assertThat(operator.post(timer + "/restart", "{}")).hasStatusOk();
    assertThat(operator.post(timer + "/begin", "{}")).hasStatusOk();

    await().atMost(PATIENCE).until(() -> timer(appeal).get("canceled").equals(true));
    assertThat(told(appeal, "canceled")).isEqualTo("The appeal is decided.");
    assertThat(
            jdbc.sql("select evidence_closed_at is null from appeal where id = ?::uuid")
                .param(id(appeal))
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  /** It waits for BGS while the Board decides. */
  @Test
  void anAppealThatIsDocketedAfterItsDecisionGetsNoTimer() {
    String appeal = docketed(TODAY);
    String established = "/api/jobs/Appeal/" + id(appeal);
    jdbc.sql("delete from task_timer where appeal_id = ?::uuid").param(id(appeal)).update();
    jdbc.sql("update appeal set docketed_at = null where id = ?::uuid").param(id(appeal)).update();

    operator.post(appeal + "/decision", decision(""));
    assertThat(operator.post(established + "/restart", "{}")).hasStatusOk();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc.sql("select docketed_at is not null from appeal where id = ?::uuid")
                    .param(id(appeal))
                    .query(Boolean.class)
                    .single());
    assertThat(
            jdbc.sql("select count(*) from task_timer where appeal_id = ?::uuid")
                .param(id(appeal))
                .query(Long.class)
                .single())
        .isZero();
  }

  private String docketed(LocalDate received) {
    String appeal =
        operator.create(
            "/api/intake/reviews",
            """
            {"type": "appeal", "fileNumber": "40000002", "receiptDate": "%s",
             "benefitType": "pension", "issues": ["Knee"]}
            """
                .formatted(received));
    await().atMost(PATIENCE).until(() -> read(operator.get(appeal), "$.state").equals("PROCESSED"));
    return appeal;
  }

  private static String decision(String granted) {
    return "{\"text\": \"So ordered.\", \"granted\": [%s]}".formatted(granted);
  }

  private static String id(String appeal) {
    return appeal.substring(appeal.lastIndexOf('/') + 1);
  }

  private Map<String, Object> timer(String appeal) {
    return jdbc.sql(
            """
            select id, due_at is not null as scheduled, processed_at is not null as processed,
              canceled_at is not null as canceled
            from task_timer where appeal_id = ?::uuid
            """)
        .param(id(appeal))
        .query()
        .singleRow();
  }

  /**
   * What the history says of the latest submission of the appeal's timer; fails if it says so
   * twice.
   */
  private String told(String appeal, String event) {
    return jdbc.sql(
            """
            select h.message from asyncable_history h join task_timer t on h.record_id = t.id::text
              and h.submission = t.last_submitted_at
            where t.appeal_id = ?::uuid and h.process_type = 'TaskTimer' and h.event = ?
            """)
        .param(id(appeal))
        .param(event)
        .query(String.class)
        .single();
  }
}

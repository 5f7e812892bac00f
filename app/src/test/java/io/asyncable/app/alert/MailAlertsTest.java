package io.asyncable.app.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.asyncable.AlertChannel;
import io.asyncable.EngineTrouble;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import io.asyncable.test.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A review that cannot be established, a real SMTP server, and who reads its mails. */
@ApplicationTest
@TestPropertySource(
    properties = {
      "asyncable.alerts.interval=2s",
      "asyncable.app.url=https://jobs.example.org/",
      "asyncable.app.alerts.to=oncall@example.org,desk@example.org",
      "asyncable.app.alerts.from=jobs@example.org"
    })
@DirtiesContext
class MailAlertsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEADER = "type,file_number,receipt_date,benefit_type,issues\n";

  private static final ServerSetup SERVER =
      new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);

  private static GreenMail smtp = new GreenMail(SERVER);

  private final Caller alice;
  private final MockMvcTester mvc;
  private final JdbcClient jdbc;

  MailAlertsTest(@Autowired MockMvcTester mvc, @Autowired JdbcClient jdbc) {
    this.mvc = mvc;
    this.alice = new Caller(mvc, "alice", "SUBMITTER");
    this.jdbc = jdbc;
  }

  @DynamicPropertySource
  static void ownServer(DynamicPropertyRegistry properties) {
    smtp.start();
    properties.add("spring.mail.host", SERVER::getBindAddress);
    properties.add("spring.mail.port", SERVER::getPort);
  }

  @AfterAll
  static void stop() {
    smtp.stop();
  }

  @Test
  void anExpiredReviewIsMailedWithoutPersonalData() throws MessagingException {
    String id = expire("00000100");

    MimeMessage mail = received();
    assertThat(mail.getSubject()).isEqualTo("1 Appeal expired");
    assertThat(GreenMailUtil.getAddressList(mail.getFrom())).isEqualTo("jobs@example.org");
    assertThat(GreenMailUtil.getAddressList(mail.getAllRecipients()))
        .isEqualTo("oncall@example.org, desk@example.org");
    assertThat(GreenMailUtil.getBody(mail))
        .contains("Appeal " + id + " expired. The engine gave up at 2", "permanent failure.")
        .contains("https://jobs.example.org/jobs/Appeal/" + id)
        .doesNotContain("00000100", "404", "alice");
  }

  @Test
  void aMailServerThatWasAwayGetsItLater() {
    smtp.stop();
    String id = expire("00000200");
    await().atMost(PATIENCE).until(this::isPutOff);
    assertThat(mvc.get().uri("/actuator/health")).hasStatusOk();

    smtp = new GreenMail(SERVER);
    smtp.start();
    makeDue();

    assertThat(GreenMailUtil.getBody(received())).contains("Appeal " + id);
  }

  @Test
  void whatAnInstanceDoesNotGetOnWithIsMailed(
      @Autowired @Qualifier("mailAlerts") AlertChannel mails) throws Exception {
    mails.send(
        new EngineTrouble(
            "vm:1",
            "claim",
            "Appeal",
            Instant.now(),
            "Claiming of Appeal has failed on vm:1.",
            "No attempt of this type begins on this instance.",
            "/jobs/health"));

    MimeMessage mail = received();
    assertThat(mail.getSubject()).isEqualTo("vm:1 makes no progress");
    assertThat(GreenMailUtil.getBody(mail))
        .contains(
            "Claiming of Appeal has failed on vm:1. No attempt of this type begins on this instance.")
        .contains("https://jobs.example.org/jobs/health");
  }

  @BeforeEach
  void emptyTheBoxes() throws FolderException {
    smtp.purgeEmailFromAllMailboxes();
  }

  /** Asks for a review of a veteran whom nobody knows; its id. */
  private String expire(String fileNumber) {
    byte[] file =
        (HEADER + "appeal,%s,2025-01-31,compensation,Knee\n".formatted(fileNumber)).getBytes(UTF_8);
    assertThat(alice.upload("/api/intake/imports", file)).hasStatusOk();
    return jdbc.sql(
            """
            select cast(a.id as text) from appeal a join veteran v on v.id = a.veteran_id
            where v.file_number = ?
            """)
        .param(fileNumber)
        .query(String.class)
        .single();
  }

  /** Both recipients get the same. */
  private static MimeMessage received() {
    await().atMost(PATIENCE).until(() -> smtp.getReceivedMessages().length == 2);
    return smtp.getReceivedMessages()[0];
  }

  /** Who sends it holds it for longer than it waits for its second try. */
  private boolean isPutOff() {
    return jdbc.sql(
                """
            select count(*) from asyncable_alert where channel = 'mailAlerts' and tries > 0
              and due_at < gathered_at + interval '1 minute'
            """)
            .query(Integer.class)
            .single()
        > 0;
  }

  private void makeDue() {
    jdbc.sql("update asyncable_alert set due_at = gathered_at").update();
  }
}

package io.asyncable.app.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.DatabaseTrouble;
import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import io.asyncable.test.PostgresServer;
import io.asyncable.web.DatabaseAway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ApplicationTest
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTest {

  private static final PostgresServer POSTGRES = PostgresServer.forTests();
  private static final byte[] FILE =
      """
      type,file_number,receipt_date,benefit_type,issues
      appeal,12345678,2025-01-31,compensation,Knee
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Caller alice;

  DatabaseAwayTest(@Autowired MockMvcTester mvc) {
    alice = new Caller(mvc, "alice", "SUBMITTER");
  }

  @DynamicPropertySource
  static void ownServer(DynamicPropertyRegistry properties) {
    POSTGRES.start();
    String url = POSTGRES.createDatabase();
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.hikari.connection-timeout", () -> "1000");
  }

  @AfterAll
  static void stop() {
    POSTGRES.close();
  }

  // Closed before its server is: without it, closing would wait for one time-out after another.
  @DirtiesContext
  @Test
  void answers503UntilTheDatabaseIsBack(CapturedOutput log) {
    assertThat(alice.upload("/api/intake/imports", FILE)).hasStatusOk();
    POSTGRES.stop();

    assertThat(alice.upload("/api/intake/imports", FILE))
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(alice.upload("/intake", FILE))
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .bodyText()
        .contains(DatabaseAway.sentence(DatabaseTrouble.AWAY));
    assertThat(alice.get("/intake/reviews/appeal/" + UUID.randomUUID()))
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .bodyText()
        .contains(DatabaseAway.sentence(DatabaseTrouble.AWAY));

    // Hibernate's own two lines for each of these failures.
    assertThat(log.getAll()).doesNotContain("SQLState: ");

    POSTGRES.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(alice.upload("/api/intake/imports", FILE)).hasStatusOk());
  }
}

package io.asyncable.app.intake;

import static io.asyncable.app.test.Caller.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.app.test.ApplicationTest;
import io.asyncable.app.test.Caller;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The list as a file names veterans as BGS does. */
@ApplicationTest
class ParticipantTest {

  private static final String FILE_NUMBER = "40000003";

  private final Caller operator;
  private final JdbcClient jdbc;

  ParticipantTest(@Autowired MockMvcTester mvc, @Autowired JdbcClient jdbc) {
    this.operator = new Caller(mvc, "operator", "OPERATOR");
    this.jdbc = jdbc;
  }

  @Test
  void theFileHasTheParticipantsIdAndNotTheFileNumber() {
    String appeal =
        operator.create(
            "/api/intake/reviews",
            """
            {"type": "appeal", "fileNumber": "%s", "receiptDate": "%s",
             "benefitType": "pension", "issues": ["Knee"]}
            """
                .formatted(FILE_NUMBER, LocalDate.now(ZoneOffset.UTC).minusDays(1)));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> read(operator.get(appeal), "$.state").equals("PROCESSED"));
    String participant =
        jdbc.sql("select participant_id from veteran where file_number = ?")
            .param(FILE_NUMBER)
            .query(String.class)
            .single();

    assertThat(operator.get("/jobs.csv?state=scheduled&subject=" + FILE_NUMBER))
        .hasStatusOk()
        .bodyText()
        .matches("(?s)type,id,.*,participant_id\r\nTaskTimer,[^\r]*,,," + participant + "\r\n")
        .doesNotContain(FILE_NUMBER);
  }
}

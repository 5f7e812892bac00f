package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.PostgresServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@WebTest
class DatabaseAwayTest {

  private static final PostgresServer POSTGRES = PostgresServer.forTests();

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
  void answers503UntilItIsBack(@LocalServerPort int port) {
    Site operator = new Site(port, "operator");
    assertThat(operator.get("/jobs").statusCode()).isEqualTo(200);
    POSTGRES.stop();

    HttpResponse<String> api = operator.get("/api/jobs");
    assertThat(api.statusCode()).as(api.body()).isEqualTo(503);
    assertThat(Site.<String>read(api, "$.detail")).isEqualTo(DatabaseAway.SENTENCE);
    assertThat(operator.get("/api/jobs/Invoice/1").statusCode()).isEqualTo(503);
    assertThat(operator.get("/api/workers").statusCode()).isEqualTo(503);
    for (String file : List.of("/jobs.csv", "/jobs/audit.csv", "/api/summary.csv")) {
      HttpResponse<String> csv = operator.get(file);
      assertThat(csv.statusCode()).as(file).isEqualTo(503);
      assertThat(csv.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(csv.headers().firstValue("Content-Disposition")).isEmpty();
    }
    HttpResponse<String> page = operator.get("/jobs");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains(DatabaseAway.SENTENCE);
    await()
        .untilAsserted(
            () -> assertThat(operator.get("/actuator/health").body()).contains("\"silent\""));

    POSTGRES.start();
    await().untilAsserted(() -> assertThat(operator.get("/jobs").statusCode()).isEqualTo(200));
  }
}

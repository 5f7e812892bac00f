package io.asyncable.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.asyncable.DatabaseTrouble;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@WebTest
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTest {

  private static final PostgresServer POSTGRES = PostgresServer.forTests();

  private static String name;

  @DynamicPropertySource
  static void ownServer(DynamicPropertyRegistry properties) {
    POSTGRES.start();
    String url = POSTGRES.createDatabase();
    name = url.substring(url.lastIndexOf('/') + 1);
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.hikari.connection-timeout", () -> "1000");
  }

  @AfterAll
  static void stop() {
    POSTGRES.close();
  }

  @Order(1)
  @Test
  void answers503InNoMoreThanOneLineOfTheLogWhileItRefusesWrites(
      @LocalServerPort int port, CapturedOutput log) throws SQLException {
    Site operator = new Site(port, "operator");
    setReadOnly("on");
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> api =
          operator.json("/api/queues/default/pause", "{\"reason\": \"as a test\"}");
      assertThat(api.statusCode()).as(api.body()).isEqualTo(503);
      assertThat(Site.<String>read(api, "$.detail"))
          .isEqualTo(DatabaseAway.sentence(DatabaseTrouble.READ_ONLY));
    }
    assertThat(operator.get("/jobs").statusCode()).isEqualTo(200);
    assertThat(
            log.getAll()
                .lines()
                .filter(line -> line.contains(DatabaseTrouble.READ_ONLY.sentence())))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(log.getAll()).doesNotContain("answered with 503");
    assertThat(log.getAll()).doesNotContain("\tat io.asyncable");

    setReadOnly("off");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        operator
                            .json("/api/queues/default/pause", "{\"reason\": \"as a test\"}")
                            .statusCode())
                    .isLessThan(300));
  }

  /** For new sessions, and ends those that there are. */
  private static void setReadOnly(String value) throws SQLException {
    try (Connection admin =
            DriverManager.getConnection(POSTGRES.database("postgres"), PostgresServer.USER, "");
        Statement statement = admin.createStatement()) {
      statement.execute(
          "alter database %s set default_transaction_read_only = %s".formatted(name, value));
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
              .formatted(name));
    }
  }

  @Order(2)
  @Test
  void answers503AndIsDownWhileItsDiskIsFull(
      @LocalServerPort int port, @Autowired JdbcClient jdbc) {
    Site operator = new Site(port, "operator");
    jdbc.sql(
            """
            create function no_room() returns trigger language plpgsql as
              'begin raise exception ''could not extend file'' using errcode = ''53100''; end';
            create trigger no_room before insert or update on asyncable_queue_pause
              for each row execute function no_room();
            """)
        .update();
    try {
      HttpResponse<String> api =
          operator.json("/api/queues/default/pause", "{\"reason\": \"as a test\"}");
      assertThat(api.statusCode()).as(api.body()).isEqualTo(503);
      assertThat(Site.<String>read(api, "$.detail"))
          .isEqualTo(DatabaseAway.sentence(DatabaseTrouble.NO_ROOM));
      HttpResponse<String> health = operator.get("/actuator/health");
      assertThat(Site.<String>read(health, "$.components.asyncable.status")).isEqualTo("DOWN");
      assertThat(health.body()).contains("Answering of requests since", "could not extend file");
    } finally {
      jdbc.sql("drop function no_room cascade").update();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Site.<String>read(
                            operator.get("/actuator/health"), "$.components.asyncable.status"))
                    .isEqualTo("UP"));
  }

  @Order(3)
  @Test
  void saysOfAFullPoolThatItIsFull(@LocalServerPort int port, @Autowired HikariDataSource pool)
      throws Exception {
    Site operator = new Site(port, "operator");
    List<Connection> all = new ArrayList<>();
    await()
        .ignoreExceptions()
        .until(
            () -> {
              all.add(pool.getConnection());
              return all.size() == pool.getMaximumPoolSize();
            });
    try {
      HttpResponse<String> api = operator.get("/api/jobs");
      assertThat(api.statusCode()).isEqualTo(503);
      assertThat(Site.<String>read(api, "$.detail"))
          .isEqualTo(DatabaseAway.sentence(DatabaseTrouble.POOL_EMPTY));
      await()
          .untilAsserted(
              () -> {
                HttpResponse<String> health = operator.get("/actuator/health");
                assertThat(health.body())
                    .contains("Getting a connection of the application's pool since");
                assertThat(Site.<String>read(health, "$.components.asyncable.status"))
                    .isEqualTo("DOWN");
              });
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(operator.get("/actuator/health").body())
                    .contains("UP")
                    .doesNotContain("Getting a connection"));
  }

  // Closed before its server is: without it, closing would wait for one time-out after another.
  @DirtiesContext
  @Order(4)
  @Test
  void answers503UntilItIsBack(@LocalServerPort int port) {
    Site operator = new Site(port, "operator");
    assertThat(operator.get("/jobs").statusCode()).isEqualTo(200);
    POSTGRES.stop();

    HttpResponse<String> api = operator.get("/api/jobs");
    assertThat(api.statusCode()).as(api.body()).isEqualTo(503);
    assertThat(Site.<String>read(api, "$.detail"))
        .isEqualTo(DatabaseAway.sentence(DatabaseTrouble.AWAY));
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
    assertThat(page.body()).contains(DatabaseAway.sentence(DatabaseTrouble.AWAY));
    await()
        .untilAsserted(
            () -> assertThat(operator.get("/actuator/health").body()).contains("\"silent\""));

    POSTGRES.start();
    await().untilAsserted(() -> assertThat(operator.get("/jobs").statusCode()).isEqualTo(200));
  }
}

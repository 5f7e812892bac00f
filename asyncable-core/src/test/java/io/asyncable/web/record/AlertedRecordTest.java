package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Alert;
import io.asyncable.AlertChannel;
import io.asyncable.alert.Alerter;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An alert tells the same as the record's page, and leads to it. */
@WebTest
@Import(AlertedRecordTest.OnCall.class)
class AlertedRecordTest {

  @TestConfiguration(proxyBeanMethods = false)
  static class OnCall {

    @Bean
    BlockingQueue<Alert> alerts() {
      return new LinkedBlockingQueue<>();
    }

    @Bean
    AlertChannel onCall(BlockingQueue<Alert> alerts) {
      return alerts::add;
    }
  }

  private final Rows rows;
  private final Alerter alerter;
  private final BlockingQueue<Alert> alerts;
  private final Site operator;

  AlertedRecordTest(
      @Autowired Rows rows,
      @Autowired Alerter alerter,
      @Autowired BlockingQueue<Alert> alerts,
      @LocalServerPort int port) {
    this.rows = rows;
    this.alerter = alerter;
    this.alerts = alerts;
    this.operator = new Site(port, "operator");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void saysWhatThePageSaysAndWhoseItIs() {
    String error = "Refused: secret (gave up: permanent failure)";
    String id = rows.expired("p", "alice", error);
    rows.history(id, T, 2, "expired", T, null, error);

    alerter.look();
    await().until(() -> !alerts.isEmpty());
    Alert alert = alerts.remove();

    assertThat(alert.label()).isEqualTo("p");
    assertThat(alert.submittedBy()).isEqualTo("alice");
    assertThat(alert.tenant()).isEqualTo("tenant of alice");
    assertThat(alert.error()).isEqualTo("Refused");
    assertThat(alert.sentence())
        .isEqualTo(Site.<String>read(operator.get("/api" + alert.path()), "$.why"));
    assertThat(alert.next())
        .isEqualTo(Site.<String>read(operator.get("/api" + alert.path()), "$.next"));
    assertThat(alert.text()).doesNotContain("secret", "alice");
    assertThat(operator.get(alert.path()).statusCode()).isEqualTo(200);
  }
}

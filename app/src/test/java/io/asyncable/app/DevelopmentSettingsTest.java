package io.asyncable.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevelopmentSettingsTest {

  private final DevelopmentSettings settings =
      new DevelopmentSettings(
          "jdbc:postgresql://127.0.0.1:1/db",
          "127.0.0.1:2",
          3,
          new DevelopmentLog(Path.of("a.log")));

  @Test
  void pointTheApplicationAtTheServersAndKnowTheUsers() {
    assertThat(settings.before(new String[0]))
        .contains(
            "--server.port=3",
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/db",
            "--spring.kafka.bootstrap-servers=127.0.0.1:2",
            "--asyncable.app.users.alice.password={noop}alice",
            "--asyncable.app.users.operator.roles=OPERATOR",
            "--logging.file.name=a.log",
            "--logging.threshold.console=warn");
  }

  @Test
  void giveWayToWhatTheUserAsksFor() {
    assertThat(settings.before(new String[] {"--server.port=9", "--debug"}))
        .contains("--server.port=9", "--debug")
        .doesNotContain("--server.port=3");
  }

  @Test
  void sayWhichPortReplacesATakenOne() throws IOException {
    List<String> said = new ArrayList<>();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = DevelopmentPort.of("Kafka", taken.getLocalPort(), said::add);

      assertThat(port).isNotEqualTo(taken.getLocalPort());
      assertThat(said)
          .containsExactly(
              "Port %d is taken: Kafka uses %d.".formatted(taken.getLocalPort(), port));
    }
  }
}

package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.queue.Lane;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A Kafka that is away costs nothing, and is used again when it is back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class KafkaAwayTest {

  private final KafkaServer kafka = KafkaServer.forTests();

  @AfterAll
  void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "consumer"})
  void noClientIsLeftThatLooksForABroker(String groupType, CapturedOutput output) throws Exception {
    kafka.start();
    try (ConfigurableApplicationContext application = start(groupType)) {
      Letter letter = submitted(application, "before");
      awaitProcessed(application, letter);
      assertThat(clients(groupType)).hasSize(Lane.values().length);

      kafka.stop();
      await().until(() -> clients(groupType).isEmpty());
      await().until(() -> output.getOut().contains("Kafka has been away since"));
      Letter meanwhile = submitted(application, "meanwhile");

      kafka.start();
      awaitProcessed(application, meanwhile);
      awaitProcessed(application, submitted(application, "afterwards"));
      assertThat(output.getOut().split("Kafka has been away since")).as("one line").hasSize(2);
      assertThat(output.getOut()).contains("Kafka answers again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "consumer"})
  void whoStartsWithoutItLooksForItQuietly(String groupType, CapturedOutput output)
      throws Exception {
    kafka.stop();
    try (ConfigurableApplicationContext application = start(groupType)) {
      Letter letter = submitted(application, "before Kafka");
      assertThat(output.getOut()).contains("Kafka has been away since");
      // By the address: clients of earlier tests may look for their own broker.
      assertThat(output.getOut().lines())
          .filteredOn(line -> line.contains(kafka.bootstrapServers()))
          .noneMatch(line -> line.contains("Rebootstrapping"));
      assertThat(clients(groupType)).isEmpty();

      kafka.start();
      awaitProcessed(application, letter);
    }
  }

  /** By what the clients register of themselves: those of this test, told by the queue. */
  private static Set<String> clients(String groupType) throws MalformedObjectNameException {
    ObjectName mine = new ObjectName("*:type=app-info,id=asyncable-" + groupType + "-queue*");
    return ManagementFactory.getPlatformMBeanServer().queryNames(mine, null).stream()
        .map(name -> name.getKeyProperty("id"))
        .collect(Collectors.toSet());
  }

  private ConfigurableApplicationContext start(String groupType) {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + PostgresServer.shared().createDatabase(),
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "--asyncable.kafka.group-type=" + groupType,
            "--asyncable.kafka.topic-prefix=" + groupType + "-",
            "--asyncable.kafka.delivery-timeout=1s",
            "--asyncable.sweep.grace=2s",
            "--asyncable.queues." + groupType + "-queue.concurrency=2",
            "--asyncable.defaults.queue=" + groupType + "-queue",
            "--asyncable.worker.shutdown-timeout=100ms");
  }

  private static Letter submitted(ConfigurableApplicationContext application, String address) {
    Letter letter = new Letter(address);
    application.getBean(Asyncables.class).submit(letter);
    return letter;
  }

  private static void awaitProcessed(ConfigurableApplicationContext application, Letter letter) {
    Letters letters = application.getBean(Letters.class);
    await()
        .until(
            () ->
                letters.findById(letter.id).orElseThrow().async.state(Instant.now())
                    == State.PROCESSED);
  }
}

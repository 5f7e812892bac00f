package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.engine.EngineApplication;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Whose messages are on a topic, and by which group they are read. The sweeper is too late here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class InstallationTest {

  private final KafkaServer kafka = KafkaServer.forTests();

  @BeforeAll
  void startKafka() {
    kafka.start();
  }

  @AfterAll
  void stopKafka() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "consumer"})
  void twoApplicationsWithTheSameTopicsEachProcessTheirOwn(
      String groupType, CapturedOutput output) {
    try (ConfigurableApplicationContext one = start(database(), "both-" + groupType, groupType);
        ConfigurableApplicationContext two = start(database(), "both-" + groupType, groupType)) {
      List<Letter> ones = IntStream.range(0, 20).mapToObj(i -> submitted(one)).toList();
      List<Letter> twos = IntStream.range(0, 20).mapToObj(i -> submitted(two)).toList();

      ones.forEach(letter -> awaitProcessed(one, letter));
      twos.forEach(letter -> awaitProcessed(two, letter));
      assertThat(output.getOut().split("Messages of another application"))
          .as("each tells it once")
          .hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void aClusterThatGainsShareGroupsGoesOnWhereTheConsumerGroupsStood() throws Exception {
    shareGroups((short) 0, UpgradeType.SAFE_DOWNGRADE);
    String database = database();
    try (ConfigurableApplicationContext before = start(database, "gains", "auto")) {
      awaitProcessed(before, submitted(before));
    }
    shareGroups((short) 1, UpgradeType.UPGRADE);
    try (ConfigurableApplicationContext after = start(database, "gains", "auto")) {
      awaitProcessed(after, submitted(after));
      assertThat(claimsLost(after)).as("messages read again").isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "consumer"})
  void anUpgradeGoesOnWhereTheGroupStoodThatWasNamedLikeItsTopic(String groupType)
      throws Exception {
    String topic = "old-" + groupType + "-default";
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      sendRubbish(topic, 3);
      admin
          .alterConsumerGroupOffsets(
              topic, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(2)))
          .all()
          .get();
    }
    try (ConfigurableApplicationContext after = start(database(), "old-" + groupType, groupType)) {
      awaitProcessed(after, submitted(after));
      assertThat(
              after
                  .getBean(MeterRegistry.class)
                  .counter("asyncable.unreadable", "queue", "default")
                  .count())
          .as("the one that was not read yet")
          .isEqualTo(1);
    }
  }

  private void shareGroups(short version, UpgradeType type) throws Exception {
    try (Admin admin = admin()) {
      admin
          .updateFeatures(
              Map.of("share.version", new FeatureUpdate(version, type)),
              new UpdateFeaturesOptions())
          .all()
          .get();
      await()
          .until(
              () ->
                  admin
                          .describeFeatures()
                          .featureMetadata()
                          .get()
                          .finalizedFeatures()
                          .containsKey("share.version")
                      == version > 0);
    }
  }

  private void sendRubbish(String topic, int number) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < number; i++) {
        producer.send(new ProducerRecord<>(topic, "{}".getBytes(StandardCharsets.UTF_8))).get();
      }
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static String database() {
    return PostgresServer.shared().createDatabase();
  }

  private ConfigurableApplicationContext start(String database, String prefix, String groupType) {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.datasource.url=" + database,
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.datasource.password=",
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--spring.liquibase.change-log=classpath:engine-changelog.yaml",
            "--asyncable.kafka.group-type=" + groupType,
            "--asyncable.kafka.topic-prefix=" + prefix + "-",
            "--asyncable.sweep.grace=10m",
            "--asyncable.worker.shutdown-timeout=100ms");
  }

  private static Letter submitted(ConfigurableApplicationContext application) {
    Letter letter = new Letter("Main St");
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

  private static double claimsLost(ConfigurableApplicationContext application) {
    return application
        .getBean(MeterRegistry.class)
        .find("asyncable.claims")
        .tag("result", "lost")
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}

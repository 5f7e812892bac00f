package io.asyncable.test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void deliversToAShareGroup() throws Exception {
    KafkaServer server = KafkaServer.shared();
    createTopic(server, "shared-work");
    readFromTheBeginning(server, "share-group");
    send(server, "shared-work", "reference");

    assertThat(receiveInShareGroup(server, "shared-work", "share-group")).isEqualTo("reference");
  }

  @Test
  void deliversToAConsumerGroup() throws Exception {
    KafkaServer server = KafkaServer.shared();
    createTopic(server, "work");
    send(server, "work", "reference");

    assertThat(receive(server, "work", "consumer-group")).isEqualTo("reference");
  }

  @Test
  void startsAgainOnTheSamePortWithTheSameData() throws Exception {
    try (KafkaServer server = KafkaServer.forTests()) {
      server.start();
      String address = server.bootstrapServers();
      createTopic(server, "work");
      send(server, "work", "before");

      server.stop();
      server.start();

      assertThat(server.bootstrapServers()).isEqualTo(address);
      assertThat(receive(server, "work", "group")).isEqualTo("before");
      readFromTheBeginning(server, "share-group");
      assertThat(receiveInShareGroup(server, "work", "share-group")).isEqualTo("before");
    }
  }

  @Test
  void aClientThatLivedThroughTheStopGoesOn() throws Exception {
    try (KafkaServer server = KafkaServer.forTests()) {
      server.start();
      createTopic(server, "work");
      try (KafkaProducer<String, String> producer = producer(server)) {
        producer.send(new ProducerRecord<>("work", "before")).get(30, SECONDS);
        server.stop();
        server.start();

        assertThat(producer.send(new ProducerRecord<>("work", "after")).get(30, SECONDS).offset())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void startsEmptyOnTheSamePortAfterItsDataIsDeleted() throws Exception {
    try (KafkaServer server = KafkaServer.forTests()) {
      server.start();
      createTopic(server, "work");
      assertThatThrownBy(server::deleteData).hasMessageContaining("Stop the broker");

      server.stop();
      server.deleteData();
      server.start();

      try (Admin admin = admin(server)) {
        assertThat(admin.listTopics().names().get(30, SECONDS)).isEmpty();
      }
    }
  }

  private static void createTopic(KafkaServer server, String topic) throws Exception {
    try (Admin admin = admin(server)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, SECONDS);
    }
  }

  private static void readFromTheBeginning(KafkaServer server, String group) throws Exception {
    ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
    try (Admin admin = admin(server)) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(new AlterConfigOp(earliest, AlterConfigOp.OpType.SET))))
          .all()
          .get(30, SECONDS);
    }
  }

  private static void send(KafkaServer server, String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer(server)) {
      producer.send(new ProducerRecord<>(topic, value)).get(30, SECONDS);
    }
  }

  private static String receive(KafkaServer server, String topic, String group) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                server.bootstrapServers(),
                "group.id",
                group,
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      return firstValue(() -> consumer.poll(Duration.ofSeconds(1)));
    }
  }

  private static String receiveInShareGroup(KafkaServer server, String topic, String group) {
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(
            Map.of("bootstrap.servers", server.bootstrapServers(), "group.id", group),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      return firstValue(() -> consumer.poll(Duration.ofSeconds(1)));
    }
  }

  private static String firstValue(Supplier<ConsumerRecords<String, String>> poll) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      ConsumerRecords<String, String> records = poll.get();
      if (!records.isEmpty()) {
        return records.iterator().next().value();
      }
    }
    throw new AssertionError("Nothing was delivered within " + PATIENCE);
  }

  private static KafkaProducer<String, String> producer(KafkaServer server) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", server.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static Admin admin(KafkaServer server) {
    return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
  }
}

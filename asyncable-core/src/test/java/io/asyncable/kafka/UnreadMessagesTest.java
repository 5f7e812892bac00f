package io.asyncable.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.test.KafkaServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadMessagesTest {

  private static final String TOPIC = "unread-test-a";
  private static final Instant THEN = Instant.parse("2026-11-01T08:00:00Z");

  private final Map<String, Object> servers =
      Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers());
  private final KafkaSettings settings =
      new KafkaSettings(
          GroupType.CONSUMER,
          "unread-test-",
          true,
          2,
          (short) 1,
          Duration.ofDays(9_999),
          100,
          Duration.ofSeconds(5));
  private final KafkaClients clients =
      new KafkaClients(servers, servers, servers, settings, new Installation("test"));

  @BeforeEach
  void publish() throws Exception {
    try (Admin admin = clients.admin();
        Producer<String, byte[]> producer = clients.producer()) {
      new Topics(clients, settings, List.of("a")).ensure(admin);
      producer.send(new ProducerRecord<>(TOPIC, 0, THEN.toEpochMilli(), "x", new byte[0])).get();
    }
  }

  @Test
  void whatASlowBrokerDoesNotTellIsNotTakenForNothing() {
    try (UnreadMessages unread =
        new UnreadMessages(clients.admin(), slowReader(), GroupType.CONSUMER, clients)) {
      assertThatThrownBy(() -> unread.oldest(TOPIC)).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void whatWasDeletedBeforeItWasReadHoldsNothingUp() throws Exception {
    try (UnreadMessages unread =
        new UnreadMessages(clients.admin(), clients.reader(), GroupType.CONSUMER, clients)) {
      assertThat(unread.oldest(TOPIC)).contains(THEN);

      unread
          .admin()
          .deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(-1)))
          .all()
          .get();
      assertThat(unread.oldest(TOPIC)).isEmpty();
    }
  }

  /** The broker holds its answer back until there is more to give. */
  private Consumer<String, byte[]> slowReader() {
    Map<String, Object> properties = new HashMap<>(servers);
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1_000_000);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20_000);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }
}

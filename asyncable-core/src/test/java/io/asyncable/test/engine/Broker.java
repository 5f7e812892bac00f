package io.asyncable.test.engine;

import static org.awaitility.Awaitility.await;

import io.asyncable.kafka.KafkaSettings;
import io.asyncable.queue.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;

/** What the default queue's topics hold, and how far its consumers are. */
@TestComponent
public class Broker implements AutoCloseable {

  private static final byte[] NOBODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final Map<String, Object> settings;
  private @Nullable Admin admin;
  private final JdbcClient jdbc;
  private final String topic;

  public Broker(KafkaAdmin kafka, KafkaSettings asyncable, JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.settings = kafka.getConfigurationProperties();
    this.topic = asyncable.topicPrefix() + "default";
  }

  /** Messages ever published. */
  public long published() {
    return ends().values().stream().mapToLong(Long::longValue).sum();
  }

  public void awaitPublished(long count) {
    await().until(() -> published() >= count);
  }

  /** Of one record, whatever else is on its way. */
  public void awaitMessagesOf(String key, int count) {
    await().until(() -> headersOf(key).size() == count);
  }

  /** A message of nobody, of that time and unread, in every partition of every lane. */
  public void publishDated(Instant time) {
    Map<TopicPartition, Long> ends = ends();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      ends.keySet()
          .forEach(
              to ->
                  producer.send(
                      new ProducerRecord<>(
                          to.topic(), to.partition(), time.toEpochMilli(), null, NOBODY)));
    }
    awaitPublished(ends.values().stream().mapToLong(Long::longValue).sum() + ends.size());
  }

  /** The group passes every message, as if each was consumed. */
  public void passAll() {
    String installation =
        jdbc.sql("select id from asyncable_installation").query(String.class).single();
    Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
    ends()
        .forEach(
            (partition, end) ->
                offsets
                    .computeIfAbsent(
                        partition.topic() + ".consumer." + installation, group -> new HashMap<>())
                    .put(partition, new OffsetAndMetadata(end)));
    offsets.forEach((group, ends) -> get(admin().alterConsumerGroupOffsets(group, ends).all()));
  }

  /** The headers of each message with that key, in no certain order. */
  public List<Map<String, String>> headersOf(String key) {
    Map<TopicPartition, Long> ends = ends();
    List<Map<String, String>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> reader =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(ends.keySet());
      reader.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> message : reader.poll(Duration.ofMillis(100))) {
          if (key.equals(message.key())) {
            Map<String, String> headers = new HashMap<>();
            message
                .headers()
                .forEach(
                    header ->
                        headers.put(
                            header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            found.add(headers);
          }
        }
      }
    }
    return found;
  }

  private Map<TopicPartition, Long> ends() {
    // A topic may be about to be created, or have no leader to ask yet.
    return await().ignoreExceptions().until(this::endsNow, ends -> true);
  }

  private Map<TopicPartition, Long> endsNow() {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicDescription description :
        get(admin()
                .describeTopics(Stream.of(Lane.values()).map(lane -> lane.topic(topic)).toList())
                .allTopicNames())
            .values()) {
      description
          .partitions()
          .forEach(
              info ->
                  latest.put(
                      new TopicPartition(description.name(), info.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin().listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Opened when first needed. Where Kafka is away, a client looks for it again and again, with a
   * whole processor and thousands of lines a second, until its context is closed.
   */
  private synchronized Admin admin() {
    Admin open = admin;
    if (open == null) {
      open = Admin.create(settings);
      admin = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    Admin open = admin;
    if (open != null) {
      open.close();
    }
  }
}

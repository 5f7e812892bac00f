package io.asyncable.engine;

import static org.awaitility.Awaitility.await;

import io.asyncable.AsyncableProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.kafka.core.KafkaAdmin;

/** What the default queue's topics hold, and how far its consumers are. */
@TestComponent
class Broker implements AutoCloseable {

  private final Admin admin;
  private final String topic;

  Broker(KafkaAdmin kafka, AsyncableProperties settings) {
    this.admin = Admin.create(kafka.getConfigurationProperties());
    this.topic = settings.kafka().topicPrefix() + "default";
  }

  /** Messages ever published. */
  long published() {
    return ends().values().stream().mapToLong(Long::longValue).sum();
  }

  void awaitPublished(long count) {
    await().until(() -> published() == count);
  }

  /** The group passes every message, as if each was consumed. */
  void passAll() {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
    ends()
        .forEach(
            (partition, end) ->
                offsets
                    .computeIfAbsent(partition.topic(), group -> new HashMap<>())
                    .put(partition, new OffsetAndMetadata(end)));
    offsets.forEach((group, ends) -> get(admin.alterConsumerGroupOffsets(group, ends).all()));
  }

  private Map<TopicPartition, Long> ends() {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicDescription description :
        get(admin.describeTopics(List.of(topic, topic + ".again")).allTopicNames()).values()) {
      description
          .partitions()
          .forEach(
              info ->
                  latest.put(
                      new TopicPartition(description.name(), info.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(latest).all())
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

  @Override
  public void close() {
    admin.close();
  }
}

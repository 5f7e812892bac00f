package io.asyncable.kafka;

import io.asyncable.kafka.KafkaSettings.GroupType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a cluster for the messages that a topic's group has not passed. */
record UnreadMessages(
    Admin admin, Consumer<String, byte[]> reader, GroupType groupType, KafkaClients clients)
    implements AutoCloseable {

  /** At most this many messages are read one by one. */
  private static final int FEW = 200;

  /**
   * The publication time of the oldest unread message; empty if there is none.
   *
   * @throws TimeoutException if a broker was too slow to tell
   */
  Optional<Instant> oldest(String topic) {
    Map<TopicPartition, Long> ends = ends(topic);
    First first = first(unread(topic, ends), ends);
    if (!first.complete()) {
      throw new TimeoutException(
          "The unread messages of %s could not be read in time".formatted(topic));
    }
    return Optional.ofNullable(first.time());
  }

  /**
   * When the first unread message was published.
   *
   * @param time null if there is none
   * @param complete whether every partition has told its first; otherwise an older one may be there
   */
  private record First(@Nullable Instant time, boolean complete) {
    @Nullable Instant known() {
      return complete ? time : null;
    }
  }

  /** The unread part of the topic. */
  Depth depth(String topic) {
    Map<TopicPartition, Long> ends = ends(topic);
    Map<TopicPartition, Long> unread = unread(topic, ends);
    long messages =
        unread.entrySet().stream()
            .mapToLong(from -> ends.get(from.getKey()) - from.getValue())
            .sum();
    if (messages == 0) {
      return Depth.NOTHING;
    } else if (messages > FEW) {
      return new Depth(messages, first(unread, ends).known(), null);
    }
    return times(unread, ends)
        .map(
            times -> times.isEmpty() ? Depth.NOTHING : new Depth(times.size(), times.get(0), times))
        .orElseGet(() -> new Depth(messages, null, null));
  }

  /** Where the consumers are in each partition that holds something for them. */
  private Map<TopicPartition, Long> unread(String topic, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> passed = passed(clients.group(topic, groupType), ends);
    Map<TopicPartition, Long> unread = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long next = passed.getOrDefault(partition, 0L);
          if (next < end) {
            unread.put(partition, next);
          }
        });
    return unread;
  }

  private Map<TopicPartition, Long> ends(String topic) {
    Map<TopicPartition, OffsetSpec> partitions =
        Topics.get(admin.describeTopics(Set.of(topic)).allTopicNames())
            .get(topic)
            .partitions()
            .stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()),
                    partition -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> latest =
        Topics.get(admin.listOffsets(partitions).all());
    return latest.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private Map<TopicPartition, Long> passed(String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> passed = new HashMap<>();
    if (groupType == GroupType.SHARE) {
      Topics.get(
              admin
                  .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                  .partitionsToOffsetInfo(group))
          .forEach(
              (partition, offset) -> {
                if (offset != null && ends.containsKey(partition)) {
                  // The start offset may stand at a message consumed long ago: it is moved lazily.
                  // The lag counts what is really unread, so the oldest of it is no later than
                  // this.
                  long end = ends.get(partition);
                  long byLag =
                      offset.lag().filter(lag -> lag >= 0).map(lag -> end - lag).orElse(0L);
                  passed.put(partition, Math.max(offset.startOffset(), byLag));
                }
              });
    } else {
      Map<TopicPartition, OffsetAndMetadata> committed =
          Topics.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      committed.forEach(
          (partition, offset) -> {
            if (offset != null) {
              passed.put(partition, offset.offset());
            }
          });
    }
    return passed;
  }

  private First first(Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
    reader.assign(unread.keySet());
    reader.resume(unread.keySet());
    unread.forEach(reader::seek);
    Set<TopicPartition> open = new HashSet<>(unread.keySet());
    Instant oldest = null;
    for (int polls = 0; polls < 20 && !open.isEmpty(); polls++) {
      for (ConsumerRecord<String, byte[]> message : reader.poll(Duration.ofMillis(100))) {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        Instant time = Instant.ofEpochMilli(message.timestamp());
        if (open.remove(partition) && (oldest == null || time.isBefore(oldest))) {
          oldest = time;
        }
      }
      // The unread message may have been deleted by now, with none after it.
      open.removeIf(partition -> reader.position(partition) >= ends.get(partition));
      reader.pause(
          unread.keySet().stream().filter(p -> !open.contains(p)).collect(Collectors.toSet()));
    }
    return new First(oldest, open.isEmpty());
  }

  /** The publication times of what is unread; empty if a broker was too slow to give them all. */
  private Optional<List<Instant>> times(
      Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
    reader.assign(unread.keySet());
    reader.resume(unread.keySet());
    unread.forEach(reader::seek);
    List<Instant> times = new ArrayList<>();
    for (int polls = 0; polls < 20 && !isAtEnd(unread.keySet(), ends); polls++) {
      reader
          .poll(Duration.ofMillis(100))
          .forEach(message -> times.add(Instant.ofEpochMilli(message.timestamp())));
    }
    Collections.sort(times);
    return isAtEnd(unread.keySet(), ends) ? Optional.of(times) : Optional.empty();
  }

  private boolean isAtEnd(Set<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .allMatch(partition -> reader.position(partition) >= ends.get(partition));
  }

  /** Does not wait: this is called when the cluster does not answer, or at the stop. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
    reader.close(CloseOptions.timeout(Duration.ZERO));
  }
}

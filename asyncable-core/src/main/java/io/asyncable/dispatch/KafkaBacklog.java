package io.asyncable.dispatch;

import io.asyncable.AsyncableProperties.GroupType;
import java.time.Clock;
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
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the cluster: group offsets against the times of the messages there. */
final class KafkaBacklog implements Backlog, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaBacklog.class);

  private static final Duration FRESH = Duration.ofMillis(500);

  /** So many messages are looked at one by one. */
  private static final int FEW = 200;

  /** By topic. */
  private final Map<String, Reading> readings = new HashMap<>();

  private final KafkaClients clients;
  private final Topics topics;
  private final Clock clock;
  private @Nullable Connection connection;
  private @Nullable Instant answeringSince;
  private @Nullable Instant silentAt;
  private boolean reachable = true;

  KafkaBacklog(KafkaClients clients, Topics topics, Clock clock) {
    this.clients = clients;
    this.topics = topics;
    this.clock = clock;
  }

  private record Connection(Admin admin, Consumer<String, byte[]> reader, GroupType groupType) {}

  @Override
  public synchronized Optional<Instant> oldest(String queue, Lane lane) {
    String topic = clients.topic(queue, lane);
    Reading known = readings.get(topic);
    Instant now = clock.instant();
    if (known == null || isStale(known.readAt(), now)) {
      Optional<Instant> oldest =
          read(topic, this::oldest).map(time -> time.filter(now::isAfter).orElse(now));
      known = new Reading(oldest, now);
      readings.put(topic, known);
    }
    return known.oldest();
  }

  @Override
  public synchronized Optional<Depth> depth(String queue, Lane lane) {
    return read(clients.topic(queue, lane), KafkaBacklog::depth);
  }

  /** Shared by the types of a queue in one pass of the sweeper. */
  private record Reading(Optional<Instant> oldest, Instant readAt) {}

  private static boolean isStale(Instant time, Instant now) {
    return Duration.between(time, now).abs().compareTo(FRESH) > 0;
  }

  private <T> Optional<T> read(String topic, BiFunction<Connection, String, T> question) {
    // Each question to a cluster that is away takes seconds, and a pass asks about every lane.
    if (silentAt != null && !isStale(silentAt, clock.instant())) {
      return Optional.empty();
    }
    try {
      Connection open = connect();
      topics.ensure(open.admin());
      T answer = question.apply(open, topic);
      if (!reachable) {
        log.info("Kafka answers again");
      }
      reachable = true;
      silentAt = null;
      if (answeringSince == null) {
        answeringSince = clock.instant();
      }
      return Optional.of(answer);
    } catch (KafkaException failure) {
      if (reachable) {
        log.warn("Kafka does not answer; submissions wait in their rows: {}", failure.toString());
      }
      reachable = false;
      answeringSince = null;
      close();
      silentAt = clock.instant();
      return Optional.empty();
    }
  }

  @Override
  public synchronized Optional<Instant> answeringSince() {
    return Optional.ofNullable(answeringSince);
  }

  @Override
  public boolean isReachable() {
    return reachable;
  }

  private Connection connect() {
    Connection open = connection;
    if (open == null) {
      Admin admin = clients.admin();
      try {
        open = new Connection(admin, clients.reader(), topics.groupType(admin));
      } catch (RuntimeException failure) {
        admin.close(Duration.ZERO);
        throw failure;
      }
      connection = open;
    }
    return open;
  }

  private Optional<Instant> oldest(Connection open, String topic) {
    Map<TopicPartition, Long> unread = unread(open, topic, ends(open, topic));
    return unread.isEmpty() ? Optional.empty() : firstTime(open.reader(), unread);
  }

  private static Depth depth(Connection open, String topic) {
    Map<TopicPartition, Long> ends = ends(open, topic);
    Map<TopicPartition, Long> unread = unread(open, topic, ends);
    long messages =
        unread.entrySet().stream()
            .mapToLong(from -> ends.get(from.getKey()) - from.getValue())
            .sum();
    if (messages == 0) {
      return Depth.NOTHING;
    } else if (messages > FEW) {
      return new Depth(messages, firstTime(open.reader(), unread).orElse(null), null);
    }
    return times(open.reader(), unread, ends)
        .map(
            times -> times.isEmpty() ? Depth.NOTHING : new Depth(times.size(), times.get(0), times))
        .orElseGet(() -> new Depth(messages, null, null));
  }

  /** Where the consumers are in each partition that holds something for them. */
  private static Map<TopicPartition, Long> unread(
      Connection open, String topic, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> passed = passed(open, topic, ends);
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

  private static Map<TopicPartition, Long> ends(Connection open, String topic) {
    Map<TopicPartition, OffsetSpec> partitions =
        Topics.get(open.admin().describeTopics(Set.of(topic)).allTopicNames())
            .get(topic)
            .partitions()
            .stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()),
                    partition -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> latest =
        Topics.get(open.admin().listOffsets(partitions).all());
    return latest.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static Map<TopicPartition, Long> passed(
      Connection open, String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> passed = new HashMap<>();
    if (open.groupType() == GroupType.SHARE) {
      Topics.get(
              open.admin()
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
          Topics.get(open.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      committed.forEach(
          (partition, offset) -> {
            if (offset != null) {
              passed.put(partition, offset.offset());
            }
          });
    }
    return passed;
  }

  private static Optional<Instant> firstTime(
      Consumer<String, byte[]> reader, Map<TopicPartition, Long> unread) {
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
      reader.pause(
          unread.keySet().stream().filter(p -> !open.contains(p)).collect(Collectors.toSet()));
    }
    return Optional.ofNullable(oldest);
  }

  /** The publication times of what is unread; empty if a broker was too slow to give them all. */
  private static Optional<List<Instant>> times(
      Consumer<String, byte[]> reader,
      Map<TopicPartition, Long> unread,
      Map<TopicPartition, Long> ends) {
    reader.assign(unread.keySet());
    reader.resume(unread.keySet());
    unread.forEach(reader::seek);
    List<Instant> times = new ArrayList<>();
    for (int polls = 0; polls < 20 && !isAtEnd(reader, unread.keySet(), ends); polls++) {
      reader
          .poll(Duration.ofMillis(100))
          .forEach(message -> times.add(Instant.ofEpochMilli(message.timestamp())));
    }
    Collections.sort(times);
    return isAtEnd(reader, unread.keySet(), ends) ? Optional.of(times) : Optional.empty();
  }

  private static boolean isAtEnd(
      Consumer<String, byte[]> reader,
      Set<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .allMatch(partition -> reader.position(partition) >= ends.get(partition));
  }

  @Override
  public synchronized void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.admin().close(Duration.ZERO);
      open.reader().close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}

package io.asyncable.kafka;

import io.asyncable.kafka.KafkaSettings.GroupType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a new group begin at the position of its predecessor: a group of the other kind, if the
 * cluster has gained or lost share groups, or the group that an older version named like its topic.
 * A group without a predecessor begins with the oldest message. That only costs time, because
 * messages that were consumed long ago match no row.
 */
final class Heritage {

  private static final Logger log = LoggerFactory.getLogger(Heritage.class);

  private final KafkaClients clients;

  Heritage(KafkaClients clients) {
    this.clients = clients;
  }

  private record Group(GroupType type, String name) {}

  void inherit(Admin admin, String topic, GroupType type) {
    Group heir = new Group(type, clients.group(topic, type));
    if (!offsets(admin, heir).isEmpty()) {
      return;
    }
    GroupType other = type == GroupType.SHARE ? GroupType.CONSUMER : GroupType.SHARE;
    List<Group> predecessors =
        List.of(
            new Group(other, clients.group(topic, other)),
            new Group(GroupType.SHARE, topic),
            new Group(GroupType.CONSUMER, topic));
    for (Group predecessor : predecessors) {
      Map<TopicPartition, Long> offsets = offsets(admin, predecessor);
      if (!offsets.isEmpty()) {
        begin(admin, heir, predecessor, offsets);
        return;
      }
    }
  }

  private static Map<TopicPartition, Long> offsets(Admin admin, Group group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      if (group.type() == GroupType.SHARE) {
        Topics.get(
                admin
                    .listShareGroupOffsets(Map.of(group.name(), new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group.name()))
            .forEach(
                (partition, offset) -> {
                  if (offset != null) {
                    offsets.put(partition, offset.startOffset());
                  }
                });
      } else {
        Topics.get(admin.listConsumerGroupOffsets(group.name()).partitionsToOffsetAndMetadata())
            .forEach(
                (partition, offset) -> {
                  if (offset != null) {
                    offsets.put(partition, offset.offset());
                  }
                });
      }
    } catch (KafkaException none) {
      log.debug("The offsets of {} cannot be read: {}", group, none.toString());
    }
    return offsets;
  }

  private static void begin(
      Admin admin, Group heir, Group predecessor, Map<TopicPartition, Long> offsets) {
    try {
      if (heir.type() == GroupType.SHARE) {
        Topics.get(admin.alterShareGroupOffsets(heir.name(), offsets).all());
      } else {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        offsets.forEach((partition, next) -> commits.put(partition, new OffsetAndMetadata(next)));
        Topics.get(admin.alterConsumerGroupOffsets(heir.name(), commits).all());
      }
      log.info(
          "The group {} begins at the position of the group {}", heir.name(), predecessor.name());
    } catch (KafkaException refused) {
      // For example, another instance has joined the group by now, or a right is missing.
      log.info(
          "The group {} begins with the oldest message, not at the position of the group {}: {}",
          heir.name(),
          predecessor.name(),
          refused.toString());
    }
  }
}

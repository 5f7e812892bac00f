package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import io.asyncable.NumberSetting;
import io.asyncable.move.SweepSettings;
import io.asyncable.start.SettingChecks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Topics, groups and delivery, under {@code asyncable.kafka}.
 *
 * @param groupType the kind of Kafka group: auto, share or consumer; default auto, which uses share
 *     groups if the cluster has them
 * @param topicPrefix what precedes the queue's name in the names of topics and groups; default
 *     asyncable.jobs. with a dot at the end. Applications that share a cluster and a prefix read
 *     and skip each other's messages, so give each its own prefix.
 * @param createTopics whether the engine creates missing topics, at start and later; default true.
 *     If false, a missing topic stops the start. If Kafka is away at start, or a topic is deleted
 *     later, the log and the health endpoint name the missing topic, and submissions wait in their
 *     rows.
 * @param partitions number of partitions of a created topic; default 1 with share groups, because
 *     all instances read the one partition and the partitions of a dead instance stay unread for up
 *     to 45 s; default 4 with consumer groups, where no more instances than partitions work
 * @param replicationFactor number of replicas of a created topic; default -1, the broker's own
 *     default
 * @param retention how long a created topic keeps messages; default 7 days. If a backlog lasts
 *     longer, its messages are published again; no work is lost.
 * @param buffer number of submissions that may wait for the producer; default 100,000. The sweeper
 *     publishes what does not fit.
 * @param deliveryTimeout how long the producer tries to send a message before the sweeper takes
 *     over; default 5 s. Must be below asyncable.sweep.grace.
 */
@ConfigurationProperties("asyncable.kafka")
public record KafkaSettings(
    @DefaultValue("auto") GroupType groupType,
    @DefaultValue("asyncable.jobs.") String topicPrefix,
    @DefaultValue("true") boolean createTopics,
    @Nullable Integer partitions,
    @DefaultValue("-1") short replicationFactor,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("100000") int buffer,
    @DefaultValue("5s") Duration deliveryTimeout) {

  /** How messages are delivered to this application's group. */
  public enum GroupType {
    /** Asks the cluster: share groups where it has them, consumer groups otherwise. */
    AUTO,
    SHARE,
    CONSUMER
  }

  public KafkaSettings {
    SettingChecks.requireTopicName("asyncable.kafka.topic-prefix", topicPrefix);
    NumberSetting.requireAtLeast("asyncable.kafka.partitions", partitions, 1);
    if (replicationFactor != -1 && replicationFactor < 1) {
      throw new ConfigurationProblem(
          "asyncable.kafka.replication-factor is %d. Write a number of at least 1, or -1 for the broker's own default."
              .formatted(replicationFactor));
    }
    NumberSetting.requireAtLeast("asyncable.kafka.buffer", buffer, 1);
    DurationSetting.require("asyncable.kafka.retention", retention);
    SettingChecks.requireWaitable("asyncable.kafka.delivery-timeout", deliveryTimeout);
  }

  /** Stops the start if the sweeper would look for what the producer still holds. */
  void requireBelow(SweepSettings sweep) {
    if (deliveryTimeout.compareTo(sweep.grace()) >= 0) {
      throw new ConfigurationProblem(
          "asyncable.kafka.delivery-timeout is %s, but must be below asyncable.sweep.grace, which is %s. Otherwise the sweeper publishes records that the producer still holds."
              .formatted(
                  DurationSetting.words(deliveryTimeout), DurationSetting.words(sweep.grace())));
    }
  }
}

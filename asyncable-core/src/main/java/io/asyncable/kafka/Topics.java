package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.queue.Lane;
import io.asyncable.text.Plural;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queues' topics and groups: created if allowed, otherwise required. */
final class Topics {

  private static final String SENDERS_TIME = TimestampType.CREATE_TIME.name;

  private static final Logger log = LoggerFactory.getLogger(Topics.class);

  private final KafkaClients clients;
  private final KafkaSettings settings;
  private final Set<String> names = new TreeSet<>();

  /** While the application runs, callers ask again every second, so a problem is logged once. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private volatile Set<String> lacking = Set.of();

  /** Whether all existing topics are known to keep the times that messages carry. */
  private volatile boolean timesChecked;

  Topics(KafkaClients clients, KafkaSettings settings, Collection<String> queues) {
    this.clients = clients;
    this.settings = settings;
    for (String queue : queues) {
      for (Lane lane : Lane.values()) {
        names.add(clients.topic(queue, lane));
      }
    }
  }

  /**
   * Makes sure that every topic is there.
   *
   * @throws KafkaException if the cluster does not answer
   * @throws ConfigurationProblem if one is missing and may not be created, or gives messages times
   *     of its own
   */
  void ensure(Admin admin) {
    Set<String> missing = missing(admin);
    if (missing.isEmpty()) {
      lacking = Set.of();
      checkTimes(admin);
      return;
    }
    if (!settings.createTopics()) {
      lacking = missing;
      throw problem(
          "Kafka does not have the topics %s, and asyncable.kafka.create-topics is false. Create them, or set it to true."
              .formatted(missing));
    }
    int partitions = partitions(admin);
    missing.forEach(topic -> create(admin, topic, partitions));
    timesChecked = false;
    checkTimes(admin);
  }

  /** A message with the broker's time would seem to be sent after its record. */
  private void checkTimes(Admin admin) {
    if (timesChecked) {
      return;
    }
    List<ConfigResource> topics =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Set<String> wrong = new TreeSet<>();
    try {
      get(admin.describeConfigs(topics).all())
          .forEach(
              (topic, config) -> {
                ConfigEntry type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
                if (type != null && !SENDERS_TIME.equals(type.value())) {
                  wrong.add(topic.name());
                }
              });
    } catch (AuthorizationException mayNotBeAsked) {
      log.debug("The settings of the topics may not be asked for", mayNotBeAsked);
    } catch (UnknownTopicOrPartitionException notEverywhereYet) {
      return;
    }
    if (!wrong.isEmpty()) {
      throw problem(
          "The topics %s replace the timestamp of a message by the broker's time, so the engine could not tell whether a record's message is on its way. Set message.timestamp.type=CreateTime for them."
              .formatted(wrong));
    }
    timesChecked = true;
  }

  /** Asks only about these topics, because a cluster may have many thousands. */
  private Set<String> missing(Admin admin) {
    Set<String> missing = new TreeSet<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, topic) -> {
              try {
                get(topic);
              } catch (UnknownTopicOrPartitionException unknown) {
                missing.add(name);
              }
            });
    return missing;
  }

  /**
   * Finds missing rights at start; otherwise messages would wait silently.
   *
   * @param consuming whether this instance consumes as well
   * @throws ConfigurationProblem if a right on a topic is missing
   * @throws AuthorizationException if the groups may not be used
   */
  void checkRights(Admin admin, GroupType type, boolean consuming) {
    Set<AclOperation> needed =
        consuming ? Set.of(AclOperation.READ, AclOperation.WRITE) : Set.of(AclOperation.WRITE);
    DescribeTopicsOptions withRights =
        new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, Set<AclOperation>> lacking = new TreeMap<>();
    admin
        .describeTopics(names, withRights)
        .topicNameValues()
        .forEach((name, topic) -> lackOf(needed, topic).ifPresent(of -> lacking.put(name, of)));
    if (!lacking.isEmpty()) {
      throw problem(
          "Kafka does not grant this application's user %s. Grant READ and WRITE on these topics."
              .formatted(
                  lacking.entrySet().stream()
                      .map(each -> "%s on the topic %s".formatted(each.getValue(), each.getKey()))
                      .collect(Collectors.joining(", "))));
    }
    if (consuming) {
      checkGroups(admin, type);
    }
  }

  private static Optional<Set<AclOperation>> lackOf(
      Set<AclOperation> needed, KafkaFuture<TopicDescription> topic) {
    try {
      Set<AclOperation> granted = get(topic).authorizedOperations();
      Set<AclOperation> lacking = new TreeSet<>(needed);
      lacking.removeAll(granted == null ? needed : granted);
      return Optional.of(lacking).filter(some -> !some.isEmpty());
    } catch (UnknownTopicOrPartitionException notEverywhereYet) {
      return Optional.empty();
    }
  }

  private void checkGroups(Admin admin, GroupType type) {
    List<String> groups = names.stream().map(topic -> clients.group(topic, type)).toList();
    Map<String, ? extends KafkaFuture<?>> described =
        type == GroupType.SHARE
            ? admin.describeShareGroups(groups).describedGroups()
            : admin.describeConsumerGroups(groups).describedGroups();
    for (KafkaFuture<?> group : described.values()) {
      try {
        get(group);
      } catch (GroupIdNotFoundException notUsedYet) {
        log.debug("A group has no member yet", notUsedYet);
      }
    }
  }

  /** Whether this topic was missing and may not be created, when it was last looked for. */
  boolean lack(String topic) {
    return lacking.contains(topic);
  }

  private ConfigurationProblem problem(String sentence) {
    if (told.add(sentence)) {
      log.error(sentence);
    }
    return new ConfigurationProblem(sentence);
  }

  private void create(Admin admin, String topic, int partitions) {
    NewTopic wanted =
        new NewTopic(
                topic,
                Optional.of(partitions),
                Optional.of(settings.replicationFactor()).filter(factor -> factor > 0))
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(settings.retention().toMillis()),
                    // A message that a stranger compressed could be a thousand times as large in
                    // a worker.
                    TopicConfig.COMPRESSION_TYPE_CONFIG,
                    "uncompressed",
                    // The engine compares the sender's time with the record's published_at.
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    SENDERS_TIME,
                    // Messages carry the database's time. A broker whose clock is behind must
                    // accept them too.
                    TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                    String.valueOf(Long.MAX_VALUE)));
    try {
      get(admin.createTopics(List.of(wanted)).all());
      log.info("Created the topic {} with {}", topic, Plural.of(partitions, "partition"));
    } catch (TopicExistsException anotherInstanceWasFaster) {
      log.debug("The topic {} exists by now", topic);
    }
  }

  /**
   * A share group deals the partitions out among its members, and the partitions of a dead member
   * belong to nobody for its session of 45 s. A single partition is every member's, so what a dead
   * worker leaves unread reaches the others at once.
   */
  private int partitions(Admin admin) {
    Integer configured = settings.partitions();
    if (configured != null) {
      return configured;
    }
    return wanted(admin) == GroupType.SHARE ? 1 : 4;
  }

  /**
   * Which kind of group consumes, asking the cluster where that is left to it; a share group is set
   * to begin with the oldest message.
   *
   * @throws ConfigurationProblem if share groups are demanded of a cluster without them
   */
  GroupType groupType(Admin admin) {
    GroupType wanted = wanted(admin);
    if (wanted == GroupType.SHARE) {
      Map<ConfigResource, Collection<AlterConfigOp>> changes =
          names.stream()
              .collect(
                  Collectors.toMap(
                      topic ->
                          new ConfigResource(
                              ConfigResource.Type.GROUP, clients.group(topic, GroupType.SHARE)),
                      topic -> List.of(EARLIEST)));
      get(admin.incrementalAlterConfigs(changes).all());
    }
    return wanted;
  }

  private GroupType wanted(Admin admin) {
    boolean available =
        get(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .getOrDefault("share.version", new FinalizedVersionRange((short) 0, (short) 0))
                .maxVersionLevel()
            > 0;
    if (settings.groupType() == GroupType.SHARE && !available) {
      throw problem(
          "asyncable.kafka.group-type is share, but this Kafka cluster has no share groups (Kafka 4.2 with share.version=1). Upgrade it, or set auto or consumer.");
    }
    return settings.groupType() == GroupType.CONSUMER || !available
        ? GroupType.CONSUMER
        : GroupType.SHARE;
  }

  private static final AlterConfigOp EARLIEST =
      new AlterConfigOp(
          new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);

  /** Waits for an answer of the cluster; what went wrong there is thrown as it is. */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException(interrupted);
    }
  }
}

package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.queue.Lane;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Creates the Kafka clients from the application's own Kafka properties (servers, security) and the
 * engine's settings.
 */
final class KafkaClients {

  /**
   * Settings that a share consumer refuses, and that the application may have set for its own
   * consumers.
   */
  private static final Set<String> NOT_FOR_SHARE_GROUPS =
      Set.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);

  /**
   * A reference has some two hundred bytes. Without this limit each loop could hold 50 MB of
   * somebody else's large messages.
   */
  private static final int LARGEST_FETCH = 1 << 20;

  /** How long the producer waits for a topic's metadata. */
  static final Duration LONGEST_BLOCK = Duration.ofSeconds(1);

  private final Map<String, Object> producer;
  private final Map<String, Object> consumer;
  private final Map<String, Object> admin;
  private final KafkaSettings settings;
  private final Installation installation;

  KafkaClients(
      Map<String, Object> producer,
      Map<String, Object> consumer,
      Map<String, Object> admin,
      KafkaSettings settings,
      Installation installation) {
    this.producer = producer;
    this.consumer = consumer;
    this.admin = admin;
    this.settings = settings;
    this.installation = installation;
    checkAddresses();
  }

  /**
   * Without this check Kafka's clients would find the problem one by one, each with a stack trace,
   * and some would try again for ever.
   *
   * @throws ConfigurationProblem if an address is malformed, or all host names are unknown
   */
  private void checkAddresses() {
    List<String> addresses = addresses();
    for (String address : addresses) {
      if (Utils.getHost(address) == null || Utils.getPort(address) == null) {
        throw new ConfigurationProblem(
            "spring.kafka.bootstrap-servers: '%s' is not the address of a broker. Write a host name and port, such as kafka:9092."
                .formatted(address));
      }
    }
    if (!addresses.isEmpty()
        && bootstrapServers().stream()
            .allMatch(
                one -> new InetSocketAddress(one.getHostString(), one.getPort()).isUnresolved())) {
      throw new ConfigurationProblem(
          "spring.kafka.bootstrap-servers: all hosts of %s are unknown. Correct the names, or check the name service (DNS)."
              .formatted(addresses));
    }
  }

  String topic(String queue, Lane lane) {
    return lane.topic(settings.topicPrefix() + queue);
  }

  Installation installation() {
    return installation;
  }

  /**
   * Each topic has a group of its own, so that Kafka spreads its partitions evenly. So has each
   * kind of group, because Kafka never converts one kind into the other, and each installation.
   */
  String group(String topic, GroupType type) {
    return topic + "." + type.name().toLowerCase(Locale.ROOT) + "." + installation.id();
  }

  Producer<String, byte[]> producer() {
    Map<String, Object> properties = new HashMap<>(producer);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    int deliveryTimeout = Math.toIntExact(settings.deliveryTimeout().toMillis());
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeout);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "asyncable-publisher");
    return new KafkaProducer<>(properties);
  }

  ShareConsumer<String, byte[]> shareConsumer(String topic, String clientId, int maxRecords) {
    Map<String, Object> properties = consumer(group(topic, GroupType.SHARE), clientId, maxRecords);
    NOT_FOR_SHARE_GROUPS.forEach(properties::remove);
    properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    // Without a broker a share consumer would reconnect in a loop without a pause (8,000 rounds and
    // log lines a second). So a consumer that has lost every broker is closed, and a new one takes
    // its place.
    properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    // A worker whose places are all occupied does not poll until its handlers end.
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
    return new KafkaShareConsumer<>(properties);
  }

  Consumer<String, byte[]> groupConsumer(String topic, String clientId, int maxRecords) {
    Map<String, Object> properties =
        consumer(group(topic, GroupType.CONSUMER), clientId, maxRecords);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // After this time a dead worker's partitions are free; in the classic protocol the client sets
    // it.
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    // How long a rebalance waits for a member that does not poll because its database is away.
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 30_000);
    return new KafkaConsumer<>(properties);
  }

  /** A consumer without a group, to look at single messages. */
  Consumer<String, byte[]> reader() {
    Map<String, Object> properties = consumer("", "asyncable-backlog", 100);
    // The consumer reads only the first message of each partition.
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_024);
    // Partitions whose end is reached hold an answer back for this long, and with it the next
    // question, which may be about other partitions: half a second by default, for every lane.
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
    return new KafkaConsumer<>(properties);
  }

  Admin admin() {
    return admin("asyncable-admin", Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  /**
   * Finds out whether the cluster is there; its questions stay open while the cluster is silent.
   */
  Admin contact() {
    return admin("asyncable-contact", Duration.ofSeconds(15), Duration.ofSeconds(15));
  }

  private Admin admin(String clientId, Duration request, Duration altogether) {
    Map<String, Object> properties = new HashMap<>(admin);
    properties.put("client.id", clientId);
    properties.put("reconnect.backoff.max.ms", 1_000);
    properties.put("request.timeout.ms", Math.toIntExact(request.toMillis()));
    properties.put("default.api.timeout.ms", Math.toIntExact(altogether.toMillis()));
    return Admin.create(properties);
  }

  /** The configured addresses of brokers; empty if the cluster is not configured by addresses. */
  List<InetSocketAddress> bootstrapServers() {
    return addresses().stream()
        .map(
            address ->
                InetSocketAddress.createUnresolved(Utils.getHost(address), Utils.getPort(address)))
        .toList();
  }

  private List<String> addresses() {
    Object servers = admin.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null) {
      return List.of();
    }
    List<?> addresses =
        (List<?>)
            ConfigDef.parseType(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers, ConfigDef.Type.LIST);
    return addresses.stream().map(Object::toString).toList();
  }

  /** Connections that a client has open at this moment. */
  static double connections(Map<MetricName, ? extends Metric> metrics) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("connection-count"))
        .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
        .sum();
  }

  private Map<String, Object> consumer(String group, String clientId, int maxRecords) {
    Map<String, Object> properties = new HashMap<>(consumer);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
    properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST_FETCH);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_FETCH);
    // The engine publishes without transactions, so it does not wait for the end of other
    // producers' open transactions.
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_UNCOMMITTED.toString().toLowerCase(Locale.ROOT));
    return properties;
  }
}

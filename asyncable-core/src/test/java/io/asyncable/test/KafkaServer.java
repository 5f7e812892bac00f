package io.asyncable.test;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in this process, on the loopback interface, with share groups.
 *
 * <p>It can be stopped and started again on the same port, with the same data or, after {@link
 * #deleteData()}, with none. Topics are not created by merely using them, as on a careful
 * production cluster.
 */
public final class KafkaServer implements AutoCloseable {

  private static final String TEMPORARY = "asyncable-kafka";
  private static final int NODE_ID = 1;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", Integer.toString(NODE_ID)),
          Map.entry("controller.listener.names", "CONTROLLER"),
          Map.entry("inter.broker.listener.name", "PLAINTEXT"),
          Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
          Map.entry("auto.create.topics.enable", "false"),
          // One partition each: creating fifty delays the first delivery by seconds.
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          // The controller would wait for more to write before it makes a topic.
          Map.entry("controller.quorum.append.linger.ms", "0"),
          // A member learns its partitions with a heartbeat, every five seconds by default.
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.heartbeat.interval.ms", "500"),
          Map.entry("group.share.min.heartbeat.interval.ms", "500"),
          Map.entry("group.share.heartbeat.interval.ms", "500"),
          // Sized for a laptop; the default takes 128 MB of heap.
          Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
          Map.entry("num.io.threads", "4"),
          Map.entry("num.network.threads", "2"),
          Map.entry("background.threads", "2"));

  private static @Nullable KafkaServer shared;

  private final Path logDirectory;
  private final boolean kept;
  private final Map<String, String> own;
  private final int port;
  private final int controllerPort = Ports.free();
  private @Nullable KafkaRaftServer running;

  private KafkaServer(Path logDirectory, int port, boolean kept, Map<String, String> own) {
    this.logDirectory = logDirectory.toAbsolutePath().normalize();
    this.port = port;
    this.kept = kept;
    this.own = own;
  }

  /** Returns the broker that all tests of this JVM share, started when first asked for. */
  public static synchronized KafkaServer shared() {
    if (shared == null) {
      KafkaServer server = forTests();
      server.start();
      EndOfTests.closeLast(server::close);
      shared = server;
    }
    return shared;
  }

  /** Returns a broker, not yet started, whose data is deleted by {@link #close()}. */
  public static KafkaServer forTests() {
    return forTests(Map.of());
  }

  /** The same with settings of its own. */
  public static KafkaServer forTests(Map<String, String> settings) {
    TemporaryFolder.abandoned(TEMPORARY).forEach(TemporaryFolder::delete);
    return new KafkaServer(TemporaryFolder.create(TEMPORARY), Ports.free(), false, settings);
  }

  /** Returns a broker, not yet started, that keeps its data in the given folder. */
  public static KafkaServer kept(Path logDirectory, int port) {
    return new KafkaServer(logDirectory, port, true, Map.of());
  }

  /** Starts the broker and returns when it accepts requests. Does nothing when it runs. */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    QuietLogging.apply();
    if (!Files.exists(logDirectory.resolve("meta.properties"))) {
      format();
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    running = server;
  }

  /** Stops the broker and keeps its data. */
  public synchronized void stop() {
    if (running == null) {
      return;
    }
    running.shutdown();
    running.awaitShutdown();
    running = null;
  }

  /** Deletes every topic, group and offset of the stopped broker, as if its disk were lost. */
  public synchronized void deleteData() {
    if (running != null) {
      throw new IllegalStateException("Stop the broker before its data is deleted.");
    }
    TemporaryFolder.delete(logDirectory);
  }

  /** Stops the broker and, if it was made for tests, deletes its data. */
  @Override
  public void close() {
    stop();
    if (!kept) {
      deleteData();
    }
  }

  /** Returns the address for clients, the same over every stop and start. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    String controller = "127.0.0.1:" + controllerPort;
    settings.putAll(own);
    settings.put("log.dirs", logDirectory.toString());
    settings.put(
        "listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(bootstrapServers(), controller));
    settings.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    return settings;
  }

  private void format() {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(logDirectory);
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logDirectory.toString())
          .addDirectory(logDirectory.toString())
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("Could not prepare Kafka's data in " + logDirectory, e);
    }
  }
}

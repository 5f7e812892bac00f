package io.asyncable.ops.bench;

import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL at durable defaults as a process of its own, and Kafka in this process. */
public record Servers(PostgresServer postgres, KafkaServer kafka) implements AutoCloseable {

  /** Starts both without any data. */
  public static Servers start(Path folder) throws IOException {
    PostgresServer.stopOrphan(folder);
    FileSystemUtils.deleteRecursively(folder);
    return kept(folder);
  }

  /** Starts both with the data that PostgreSQL has kept in the folder. */
  public static Servers kept(Path folder) throws IOException {
    PostgresServer.stopOrphan(folder);
    FileSystemUtils.deleteRecursively(folder.resolve("kafka"));
    Servers servers =
        new Servers(
            PostgresServer.kept(folder, freePort()),
            KafkaServer.kept(folder.resolve("kafka"), freePort()));
    servers.postgres.start();
    servers.kafka.start();
    return servers;
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The address of a database, made if there is none. */
  public String database(String name) {
    return postgres.database(name);
  }

  /** Where Kafka answers. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** How many messages Kafka holds, of all topics but its own. */
  long messages() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(admin.listTopics().names().get())
          .allTopicNames()
          .get()
          .forEach(
              (topic, description) ->
                  description
                      .partitions()
                      .forEach(
                          partition ->
                              ends.put(
                                  new TopicPartition(topic, partition.partition()),
                                  OffsetSpec.latest())));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
  }
}

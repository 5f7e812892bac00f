package io.asyncable.ops.bench;

import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL at durable defaults as a process of its own, and Kafka in this process. */
record Servers(PostgresServer postgres, KafkaServer kafka) implements AutoCloseable {

  static Servers start(Path folder) throws IOException {
    PostgresServer.stopOrphan(folder);
    FileSystemUtils.deleteRecursively(folder);
    Servers servers =
        new Servers(
            PostgresServer.kept(folder, freePort()),
            KafkaServer.kept(folder.resolve("kafka"), freePort()));
    servers.postgres.start();
    servers.kafka.start();
    return servers;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String database(String name) {
    return postgres.database(name);
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
  }
}

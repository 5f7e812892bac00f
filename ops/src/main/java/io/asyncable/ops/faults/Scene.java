package io.asyncable.ops.faults;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.bench.Wait;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two instances on a database and topics of their own, and all that can be broken about them. */
final class Scene implements AutoCloseable {

  private static final String UNPROCESSED =
      "select count(*) from supplemental_claim where establishment_processed_at is null";
  private static final String PROCESSED =
      "select cast(id as text) from supplemental_claim where establishment_processed_at is not null";

  private final Servers servers;
  private final SandboxServices services;
  private final JdbcClient server;
  private final String databaseName;
  private final JdbcClient database;
  private final @Nullable SmallDisk disk;
  private final List<Instance> instances;
  private final Load load;
  private final Map<String, Bounded> figures = new LinkedHashMap<>();

  /** A figure of one fault, and the most that it may be. */
  record Bounded(double value, double most) {}

  private Scene(
      Servers servers,
      SandboxServices services,
      JdbcClient server,
      String databaseName,
      JdbcClient database,
      @Nullable SmallDisk disk,
      List<Instance> instances) {
    this.servers = servers;
    this.services = services;
    this.server = server;
    this.databaseName = databaseName;
    this.database = database;
    this.disk = disk;
    this.instances = instances;
    this.load = new Load(instances);
  }

  /**
   * @throws IOException if this machine does not give what the fault takes
   */
  static Scene open(Fault fault, Servers servers, SandboxServices services, Path folder)
      throws IOException {
    JdbcClient server = client(servers.database("postgres"));
    String name = fault.code().replace('-', '_');
    server.sql("drop database if exists %s with (force)".formatted(name)).update();
    SmallDisk disk =
        fault == Fault.DISK_FULL ? SmallDisk.mount(folder.resolve("small-disk"), server) : null;
    server
        .sql(
            "create database %s tablespace %s"
                .formatted(name, disk == null ? "pg_default" : SmallDisk.TABLESPACE))
        .update();
    String url = servers.database(name);
    List<Instance> instances = new ArrayList<>();
    for (String instance : List.of("one", "two")) {
      TcpProxy network = TcpProxy.before(servers.postgres().port());
      Path log = folder.resolve("%s-%s.log".formatted(fault.code(), instance));
      Files.deleteIfExists(log);
      List<String> arguments = new ArrayList<>(fault.arguments());
      arguments.add(
          "--spring.datasource.url="
              + url.replace(":" + servers.postgres().port(), ":" + network.port()));
      arguments.add("--spring.datasource.username=" + PostgresServer.USER);
      arguments.add("--spring.kafka.bootstrap-servers=" + servers.bootstrapServers());
      arguments.add("--asyncable.kafka.topic-prefix=%s.".formatted(fault.code()));
      services.properties().forEach((key, value) -> arguments.add("--%s=%s".formatted(key, value)));
      instances.add(new Instance(instance, arguments, network, log));
    }
    return new Scene(servers, services, server, name, client(url), disk, instances);
  }

  private static JdbcClient client(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, PostgresServer.USER, ""));
  }

  /** Returns when both instances are well. */
  void start() {
    services.all().values().forEach(service -> service.clear());
    instances.forEach(Instance::start);
    instances.forEach(Instance::awaitStarted);
  }

  List<Instance> instances() {
    return instances;
  }

  /** The one that is hurt where only one is. */
  Instance one() {
    return instances.get(0);
  }

  Load load() {
    return load;
  }

  KafkaServer kafka() {
    return servers.kafka();
  }

  SandboxServices services() {
    return services;
  }

  /** The instances' database, past the network that can be cut. */
  JdbcClient database() {
    return database;
  }

  SmallDisk disk() {
    if (disk == null) {
      throw new IllegalStateException("Only the fault disk-full has a small disk.");
    }
    return disk;
  }

  /** Takes down a figure that only this fault has. */
  void measured(String name, double value, double most) {
    figures.put(name, new Bounded(value, most));
  }

  Map<String, Bounded> figures() {
    return figures;
  }

  /** Whether all that was asked for is answered, and all that was filed is processed. */
  boolean isDone() {
    return load.isSettled() && database.sql(UNPROCESSED).query(Long.class).single() == 0;
  }

  /** The reviews that were accepted and are not processed. */
  Set<String> lost() {
    Set<String> lost = new HashSet<>(load.accepted());
    lost.removeAll(database.sql(PROCESSED).query(String.class).set());
    return lost;
  }

  /** How many reviews there are, those included whose answer never came. */
  long filed() {
    return database.sql("select count(*) from supplemental_claim").query(Long.class).single();
  }

  /** How many effects the services know more than once. */
  int doubled() {
    return services.all().values().stream()
        .mapToInt(service -> service.effects().severalEffects().size())
        .sum();
  }

  static void pause(int seconds) {
    Wait.time(Duration.ofSeconds(seconds));
  }

  @Override
  public void close() {
    load.close();
    instances.forEach(Instance::close);
    server.sql("drop database if exists %s with (force)".formatted(databaseName)).update();
    if (disk != null) {
      disk.close();
    }
  }
}

package io.asyncable.ops.faults;

import io.asyncable.app.sandbox.SandboxService;
import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.bench.Wait;
import io.asyncable.ops.instance.Instance;
import io.asyncable.ops.instance.Load;
import io.asyncable.test.KafkaServer;
import io.asyncable.test.PostgresServer;
import io.asyncable.test.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two instances on a database and topics of their own, and everything that can be broken. One fault
 * follows another, as in production, as long as both instances have recovered from each.
 */
final class Scene implements AutoCloseable {

  private static final Duration LONGEST_MIGRATION = Duration.ofMinutes(10);
  private static final Duration BETWEEN_FILINGS = Duration.ofMillis(100);
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
  private final List<TcpProxy> networks;
  private final List<Instance> instances;
  private final Needs needs;
  private final Map<String, Bounded> figures = new LinkedHashMap<>();

  private Load load;
  private long filedBefore;
  private @Nullable Instant faultBegan;

  /** What a fault takes for its scene. */
  record Needs(List<String> arguments, boolean smallDisk) {}

  /** A figure of one fault, and the most that it may be. */
  record Bounded(double value, double most) {}

  private Scene(
      Servers servers,
      SandboxServices services,
      JdbcClient server,
      String databaseName,
      JdbcClient database,
      @Nullable SmallDisk disk,
      List<TcpProxy> networks,
      List<Instance> instances,
      Needs needs) {
    this.servers = servers;
    this.services = services;
    this.server = server;
    this.databaseName = databaseName;
    this.database = database;
    this.disk = disk;
    this.networks = networks;
    this.instances = instances;
    this.needs = needs;
    this.load = new Load(instances, 0, BETWEEN_FILINGS, Integer.MAX_VALUE);
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
        fault.needs().smallDisk() ? SmallDisk.mount(folder.resolve("small-disk"), server) : null;
    server
        .sql(
            "create database %s tablespace %s"
                .formatted(name, disk == null ? "pg_default" : SmallDisk.TABLESPACE))
        .update();
    String url = servers.database(name);
    List<TcpProxy> networks = new ArrayList<>();
    List<Instance> instances = new ArrayList<>();
    for (String instance : List.of("one", "two")) {
      TcpProxy network = TcpProxy.before(servers.postgres().port());
      Path log = folder.resolve("%s-%s.log".formatted(fault.code(), instance));
      Files.deleteIfExists(log);
      List<String> arguments = new ArrayList<>(fault.needs().arguments());
      arguments.addAll(
          Instance.arguments(
              url.replace(":" + servers.postgres().port(), ":" + network.port()),
              servers.bootstrapServers(),
              fault.code() + ".",
              services));
      networks.add(network);
      instances.add(new Instance(instance, arguments, log));
    }
    return new Scene(
        servers, services, server, name, client(url), disk, networks, instances, fault.needs());
  }

  private static JdbcClient client(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, PostgresServer.USER, ""));
  }

  /** Whether this fault, too, can happen here. */
  boolean suits(Fault fault) {
    return needs.equals(fault.needs());
  }

  /** Returns when both instances are well. */
  void start() {
    one().start();
    // Liquibase fails where two make its own tables in an empty database at once.
    if (!Wait.within(LONGEST_MIGRATION, this::hasBegunToMigrate)) {
      throw new IllegalStateException(
          "The instance one did not begin to migrate, see " + one().log());
    }
    instances.stream().skip(1).forEach(Instance::start);
    instances.forEach(Instance::awaitStarted);
  }

  private boolean hasBegunToMigrate() {
    return !one().isAlive()
        || database
            .sql("select to_regclass('databasechangelog') is not null")
            .query(Boolean.class)
            .single();
  }

  /** Begins a new account of what is filed and done, under a new load. */
  void begin() {
    load.close();
    filedBefore += filed();
    load = new Load(instances, filedBefore, BETWEEN_FILINGS, Integer.MAX_VALUE);
    services.all().values().forEach(SandboxService::clear);
    figures.clear();
    faultBegan = null;
    load.begin();
  }

  List<Instance> instances() {
    return instances;
  }

  /** What stands between each of them and PostgreSQL. */
  List<TcpProxy> networks() {
    return networks;
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

  /** What is logged counts from here; from before the fault was prepared unless this is called. */
  void faultBegins() {
    faultBegan = Instant.now();
  }

  /** When the fault began, unless that was at once. */
  Optional<Instant> faultBegan() {
    return Optional.ofNullable(faultBegan);
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

  /** How many reviews were filed, those included whose answer never came. */
  long filed() {
    return database.sql("select count(*) from supplemental_claim").query(Long.class).single()
        - filedBefore;
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
    networks.forEach(TcpProxy::close);
    server.sql("drop database if exists %s with (force)".formatted(databaseName)).update();
    if (disk != null) {
      disk.close();
    }
  }
}

package io.asyncable.ops.floods;

import io.asyncable.app.sandbox.SandboxService;
import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.instance.Instance;
import io.asyncable.ops.instance.Load;
import io.asyncable.test.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One instance, on a database and topics of its own, that gets all floods. */
final class Site implements AutoCloseable {

  private static final String DATABASE = "floods";
  private static final String TOPICS = "floods.";
  private static final String PROCESSED =
      "select cast(id as text) from supplemental_claim where establishment_processed_at is not null";

  private final Servers servers;
  private final SandboxServices services;
  private final JdbcClient database;
  private final Instance instance;

  private Site(Servers servers, SandboxServices services, JdbcClient database, Instance instance) {
    this.servers = servers;
    this.services = services;
    this.database = database;
    this.instance = instance;
  }

  static Site open(Servers servers, SandboxServices services, Path folder) throws IOException {
    client(servers.database("postgres"))
        .sql("drop database if exists %s with (force)".formatted(DATABASE))
        .update();
    String url = servers.database(DATABASE);
    Path log = folder.resolve("floods.log");
    Files.deleteIfExists(log);
    Instance instance =
        new Instance(
            "one", Instance.arguments(url, servers.bootstrapServers(), TOPICS, services), log);
    return new Site(servers, services, client(url), instance);
  }

  private static JdbcClient client(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, PostgresServer.USER, ""));
  }

  /** Starts the instance unless it lives, and returns when it is well. */
  void requireInstance() {
    if (!instance.isAlive()) {
      instance.start();
      instance.awaitStarted();
    }
  }

  Instance instance() {
    return instance;
  }

  String bootstrapServers() {
    return servers.bootstrapServers();
  }

  /** Both topics of the queue that the reviews are in. */
  List<String> topics() {
    return List.of(TOPICS + "default", TOPICS + "default.again");
  }

  /** A new account of what is filed and done, with a load that files so many in that time. */
  Load load(int reviews, Duration length) {
    services.all().values().forEach(SandboxService::clear);
    long filed = database.sql("select count(*) from supplemental_claim").query(Long.class).single();
    return new Load(List.of(instance), filed, length.dividedBy(reviews), reviews);
  }

  /** The reviews that were accepted and are not processed. */
  Set<String> unprocessed(Load load) {
    Set<String> unprocessed = new HashSet<>(load.accepted());
    unprocessed.removeAll(database.sql(PROCESSED).query(String.class).set());
    return unprocessed;
  }

  /** How many effects the services know more than once. */
  int doubled() {
    return services.all().values().stream()
        .mapToInt(service -> service.effects().severalEffects().size())
        .sum();
  }

  @Override
  public void close() {
    instance.close();
  }
}

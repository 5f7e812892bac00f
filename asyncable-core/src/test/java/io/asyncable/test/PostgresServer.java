package io.asyncable.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 18 on the loopback interface, run from binaries on the class path.
 *
 * <p>Works as root and as an ordinary user. It can be stopped and started again on the same port
 * with the same data. Everybody on this machine may log in as {@value #USER} without a password.
 */
public final class PostgresServer implements AutoCloseable {

  /** The superuser, the only role of a new server. */
  public static final String USER = "postgres";

  private static final String DATA = "postgres";
  private static final String TEMPORARY = "asyncable-postgres";
  private static final Duration STARTUP = Duration.ofSeconds(60);

  // The driver announces the JVM's time zone at login, over any default of the server, role or
  // database. Only a login trigger has the last word. New databases inherit it from template1.
  private static final String SESSIONS_IN_TOKYO =
      """
      create schema test_kit;
      create function test_kit.set_time_zone() returns event_trigger language plpgsql as
        'begin perform set_config(''TimeZone'', ''Asia/Tokyo'', false); end';
      create event trigger test_kit_time_zone on login execute function test_kit.set_time_zone();
      """;

  private static final Map<String, String> FAST =
      Map.of("synchronous_commit", "off", "full_page_writes", "off", "max_connections", "300");
  // The launcher turns both off unless told otherwise.
  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "max_connections", "200");

  private static @Nullable PostgresServer shared;

  private final Path folder;
  private final boolean kept;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable EmbeddedPostgres running;

  private PostgresServer(Path folder, int port, boolean kept) {
    this.folder = folder.toAbsolutePath().normalize();
    this.port = port;
    this.kept = kept;
  }

  /** Returns the server that all tests of this JVM share, started when first asked for. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      PostgresServer server = forTests();
      server.start();
      EndOfTests.closeLast(server::close);
      shared = server;
    }
    return shared;
  }

  /**
   * Returns a server, not yet started, that is quick rather than durable, whose sessions are in
   * another time zone than the JVM, and whose data is deleted by {@link #close()}.
   */
  public static PostgresServer forTests() {
    TemporaryFolder.abandoned(TEMPORARY).forEach(PostgresServer::remove);
    return new PostgresServer(TemporaryFolder.create(TEMPORARY), Ports.free(), false);
  }

  /**
   * Returns a server, not yet started, with durable defaults, that keeps its data in {@code
   * folder/postgres} and its log in {@code folder/postgres.log}.
   *
   * <p>Starting it stops a server that a killed process left running on the same data. Whoever
   * calls this makes sure that no living process uses the folder.
   */
  public static PostgresServer kept(Path folder, int port) {
    return new PostgresServer(folder, port, true);
  }

  /**
   * Stops the server that a killed process left running on the data kept in the folder, and frees
   * its port. Starting does this as well; this is for those who still have to choose a port.
   */
  public static void stopOrphan(Path folder) {
    new OrphanedPostgres(folder.toAbsolutePath().normalize().resolve(DATA)).stop();
  }

  /** Starts the server, creating its data when there is none. Does nothing when it runs. */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    QuietLogging.apply();
    try {
      Files.createDirectories(folder);
      removeHalfMadeData();
      new OrphanedPostgres(data()).stop();
      requireFreePort();
      running = launch();
      if (!Files.exists(completionMark())) {
        completeData();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start. Its log is " + log(), e);
    }
  }

  /** Stops the server and keeps its data. Open connections break. */
  public synchronized void stop() {
    if (running == null) {
      return;
    }
    try {
      running.close();
      // The launcher waits for five seconds only, and a last checkpoint may take longer.
      new OrphanedPostgres(data()).stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running = null;
    }
  }

  /** Stops the server and, if it was made for tests, deletes its data. */
  @Override
  public void close() {
    stop();
    if (!kept) {
      TemporaryFolder.delete(folder);
    }
  }

  /** Creates an empty database with a new name and returns its JDBC url. */
  public String createDatabase() {
    return database("test_" + databases.incrementAndGet());
  }

  /** Returns the JDBC url of the database with this name, creating it when it does not exist. */
  public String database(String name) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(name, statement)) {
        statement.execute("create database " + statement.enquoteIdentifier(name, true));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Could not create the database " + name, e);
    }
    return url(name);
  }

  /** Returns the port, the same over every stop and start. */
  public int port() {
    return port;
  }

  /** Without this the launcher would take whoever listens there for the new server. */
  private void requireFreePort() {
    if (!Ports.isFree(port)) {
      throw new IllegalStateException(
          "PostgreSQL cannot listen on port %d: it is taken.".formatted(port));
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(STARTUP)
            // The same sort order and messages on every machine.
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()));
    (kept ? DURABLE : FAST).forEach(builder::setServerConfig);
    return builder.start();
  }

  private void completeData() throws IOException {
    if (!kept) {
      try (Connection connection = connect("template1");
          Statement statement = connection.createStatement()) {
        statement.execute(SESSIONS_IN_TOKYO);
      } catch (SQLException e) {
        throw new IllegalStateException("Could not set the time zone of the sessions", e);
      }
    }
    Files.createFile(completionMark());
  }

  /** A process killed during its very first start leaves data that no server can open. */
  private void removeHalfMadeData() {
    if (Files.exists(data()) && !Files.exists(completionMark())) {
      new OrphanedPostgres(data()).stop();
      TemporaryFolder.delete(data());
    }
  }

  private static void remove(Path folder) {
    stopOrphan(folder);
    TemporaryFolder.delete(folder);
  }

  private boolean exists(String name, Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select from pg_database where datname = " + statement.enquoteLiteral(name))) {
      return found.next();
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, "");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private Path data() {
    return folder.resolve(DATA);
  }

  private Path completionMark() {
    return data().resolve("asyncable-complete");
  }

  private Path log() {
    return folder.resolve("postgres.log");
  }
}

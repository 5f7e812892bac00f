package io.asyncable.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @Test
  void runsTheReleaseThatTheProductIsMadeFor() throws SQLException {
    assertThat(ask(PostgresServer.shared().createDatabase(), "show server_version"))
        .startsWith("18.");
  }

  @Test
  void givesEveryCallerADatabaseOfItsOwn() throws SQLException {
    String first = PostgresServer.shared().createDatabase();
    String second = PostgresServer.shared().createDatabase();

    tell(first, "create table only_here ()");

    assertThat(ask(first, "select to_regclass('only_here')")).isEqualTo("only_here");
    assertThat(ask(second, "select to_regclass('only_here')")).isNull();
  }

  @Test
  void putsSessionsIntoAnotherTimeZoneThanTheJvm() throws SQLException {
    assertThat(ask(PostgresServer.shared().createDatabase(), "show timezone"))
        .isEqualTo("Asia/Tokyo")
        .isNotEqualTo(ZoneId.systemDefault().getId());
  }

  @Test
  void startsAgainOnTheSamePortWithTheSameData() throws SQLException {
    try (PostgresServer server = PostgresServer.forTests()) {
      server.start();
      String database = server.createDatabase();
      tell(database, "create table kept as select 42 as answer");

      server.stop();
      assertThatThrownBy(() -> ask(database, "select 1")).isInstanceOf(SQLException.class);
      server.start();

      assertThat(ask(database, "select answer from kept")).isEqualTo("42");
      assertThat(ask(database, "show timezone")).isEqualTo("Asia/Tokyo");
    }
  }

  @Test
  void isDurableAndLocalWhenItsDataIsKept(@TempDir Path folder) throws SQLException {
    try (PostgresServer server = PostgresServer.kept(folder, Ports.free())) {
      server.start();
      String database = server.database("kept");

      assertThat(ask(database, "show fsync")).isEqualTo("on");
      assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
      assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(server.database("kept")).isEqualTo(database);
    }
    assertThat(folder.resolve("postgres/PG_VERSION")).exists();
  }

  @Test
  void stopsTheServerThatAKilledProcessLeftBehind(@TempDir Path folder) throws Exception {
    int port = Ports.free();
    Process starter = start(folder, port);
    try (BufferedReader output = starter.inputReader()) {
      assertThat(output.lines().anyMatch(Starter.READY::equals)).isTrue();
    } finally {
      starter.destroyForcibly().waitFor();
    }
    assertThat(Ports.isFree(port)).isFalse();

    try (PostgresServer heir = PostgresServer.kept(folder, port)) {
      heir.start();

      assertThat(ask(heir.database("kept"), "select answer from kept")).isEqualTo("42");
    }
    assertThat(Ports.isFree(port)).isTrue();
  }

  @Test
  void beginsAnewWhenItsFirstStartWasCutShort(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("postgres"));
    Files.writeString(folder.resolve("postgres/postgresql.conf"), "# initdb was killed here");

    try (PostgresServer server = PostgresServer.kept(folder, Ports.free())) {
      server.start();

      assertThat(ask(server.database("fresh"), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesATakenPort(@TempDir Path folder) throws Exception {
    int port = Ports.free();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        PostgresServer server = PostgresServer.kept(folder, taken.getLocalPort())) {
      assertThatThrownBy(server::start).hasMessageContaining("port " + port);
    }
  }

  private static Process start(Path folder, int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Starter.class.getName(),
            folder.toString(),
            Integer.toString(port))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Starts a server and waits to be killed. */
  static final class Starter {

    static final String READY = "ready";

    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      PostgresServer server =
          PostgresServer.kept(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      server.start();
      tell(server.database("kept"), "create table kept as select 42 as answer");
      System.out.println(READY);
      Thread.currentThread().join();
    }
  }

  private static String ask(String url, String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, "");
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void tell(String url, String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}

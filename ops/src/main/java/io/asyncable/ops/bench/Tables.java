package io.asyncable.ops.bench;

import io.asyncable.test.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A contender's tables, seen through a connection of the benchmark's own. */
public final class Tables implements AutoCloseable {

  private final Connection connection;
  private final String names;

  /** Connects to the database. */
  public Tables(String url, String... names) {
    this.names = String.join(", ", names);
    try {
      connection = DriverManager.getConnection(url, PostgresServer.USER, "");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Empties them. */
  public void truncate() {
    execute("truncate " + names);
  }

  /** Statistics and the visibility map as after a while of quiet, and no checkpoint under way. */
  public void settle() {
    execute("vacuum (analyze) " + names);
    execute("checkpoint");
  }

  /** Runs a statement. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Whether the query finds a row. */
  public boolean hold(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query + " limit 1")) {
      return found.next();
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }

  Cpu cpu() {
    try (Statement statement = connection.createStatement();
        ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
      pid.next();
      return new Cpu(pid.getLong(1));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}

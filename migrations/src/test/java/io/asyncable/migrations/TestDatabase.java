package io.asyncable.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.SearchPathResourceAccessor;

/** A new, empty database of the one PostgreSQL server of the run, and Liquibase on it. */
final class TestDatabase implements AutoCloseable {
  static final String OWN_TABLES = "io/asyncable/migrations/changelog.yaml";

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path changelogs;
  private final Connection connection;

  TestDatabase(Path changelogs) throws SQLException {
    this.changelogs = changelogs;
    var name = "test" + DATABASES.incrementAndGet();
    try (var admin = SERVER.getPostgresDatabase().getConnection();
        var statement = admin.createStatement()) {
      statement.execute("create database " + name);
    }
    connection = SERVER.getDatabase("postgres", name).getConnection();
  }

  private static EmbeddedPostgres start() {
    try {
      var server = EmbeddedPostgres.builder().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void update(String changelog) throws LiquibaseException, IOException, SQLException {
    liquibase(changelog, postgres()).update(new Contexts(), new LabelExpression());
    connection.setAutoCommit(true);
  }

  void updateIn(String schema, String changelog)
      throws LiquibaseException, IOException, SQLException {
    var database = postgres();
    database.setDefaultSchemaName(schema);
    liquibase(changelog, database).update(new Contexts(), new LabelExpression());
    connection.setAutoCommit(true);
  }

  /** Applies a changelog of one changeset, whose changes are given in YAML. */
  void apply(String changes) throws LiquibaseException, IOException, SQLException {
    update(write("changes.yaml", changeset(changes)));
  }

  String sqlOf(String changes) throws LiquibaseException, IOException, SQLException {
    var sql = new StringWriter();
    liquibase(write("changes.yaml", changeset(changes)), postgres())
        .updateSql(new Contexts(), new LabelExpression(), sql);
    connection.setAutoCommit(true);
    return sql.toString();
  }

  void rollback(String changelog, int changesets)
      throws LiquibaseException, IOException, SQLException {
    liquibase(changelog, postgres())
        .rollback(changesets, null, new Contexts(), new LabelExpression());
    connection.setAutoCommit(true);
  }

  /** Checks a changelog as for another kind of database, to which no connection is needed. */
  void validateFor(String offlineUrl, String changes) throws LiquibaseException, IOException {
    var file = write("changes.yaml", changeset(changes));
    var other =
        DatabaseFactory.getInstance()
            .openDatabase(
                offlineUrl + "?changeLogFile=" + changelogs.resolve("databasechangelog.csv"),
                null,
                null,
                null,
                new ClassLoaderResourceAccessor());
    liquibase(file, other).validate();
  }

  String write(String file, String text) throws IOException {
    Files.writeString(changelogs.resolve(file), text);
    return file;
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  List<String> strings(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var strings = new ArrayList<String>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private Database postgres() throws LiquibaseException {
    return DatabaseFactory.getInstance()
        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
  }

  private Liquibase liquibase(String changelog, Database database) throws IOException {
    var resources =
        new SearchPathResourceAccessor(
            new DirectoryResourceAccessor(changelogs), new ClassLoaderResourceAccessor());
    return new Liquibase(changelog, resources, database);
  }

  private static String changeset(String changes) {
    return """
        databaseChangeLog:
          - changeSet:
              id: 1
              author: test
              changes:
        %s"""
        .formatted(changes.indent(8));
  }
}

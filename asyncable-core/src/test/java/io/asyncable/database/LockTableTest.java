package io.asyncable.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two instances start at once on an empty database. */
class LockTableTest {

  private final DataSource fresh =
      new DriverManagerDataSource(
          PostgresServer.shared().createDatabase(), PostgresServer.USER, "");

  /** The first one has made the table and is about to fill it and to take the lock. */
  @Test
  void theSecondKeepsTheLockOfTheFirst() throws Exception {
    try (Connection first = fresh.getConnection();
        Statement statement = first.createStatement()) {
      statement.execute("select pg_advisory_lock(%d)".formatted(LockTable.TURN));
      statement.execute(
          """
          create table databasechangeloglock (id integer primary key, locked boolean not null,
            lockgranted timestamp, lockedby varchar(255))
          """);
      first.setAutoCommit(false);
      statement.execute("lock table databasechangeloglock in exclusive mode");

      CompletableFuture<Void> second = CompletableFuture.runAsync(this::start);
      await().until(this::somebodyWaits);
      statement.execute(
          "insert into databasechangeloglock values (1, true, localtimestamp, 'the first')");
      first.commit();
      statement.execute("select pg_advisory_unlock(%d)".formatted(LockTable.TURN));
      second.get(20, TimeUnit.SECONDS);
    }

    assertThat(
            JdbcClient.create(fresh)
                .sql("select lockedby from databasechangeloglock")
                .query(String.class)
                .list())
        .containsExactly("the first");
  }

  private void start() {
    SpringLiquibase liquibase = new SpringLiquibase();
    liquibase.setDataSource(fresh);
    new LockTable().postProcessBeforeInitialization(liquibase, "liquibase");
  }

  private boolean somebodyWaits() {
    return JdbcClient.create(fresh)
        .sql(
            """
            select exists (select 1 from pg_locks l join pg_database d on d.oid = l.database
              where d.datname = current_database() and not l.granted)
            """)
        .query(Boolean.class)
        .single();
  }
}

package io.asyncable.database;

import io.asyncable.text.ErrorDetails;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import liquibase.lockservice.LockServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Creates Liquibase's lock table, one instance at a time, before Liquibase needs it. Liquibase
 * creates and fills the table without a lock. If two instances start on an empty database, the
 * second may empty the table while the first already holds the lock, and both migrate at once.
 */
final class LockTable implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(LockTable.class);

  /** The key of the advisory lock: "asynclib" in ASCII. */
  static final long TURN = 0x6173796e636c6962L;

  /**
   * A pooler that shares sessions may leave the lock in one of them; then this goes on without it.
   */
  private static final int LONGEST_WAIT_SECONDS = 30;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringLiquibase liquibase && liquibase.getDataSource() != null) {
      attempt(liquibase.getDataSource(), database -> name(liquibase, database));
    }
    return bean;
  }

  /** Liquibase itself reports what is wrong with the database or with the rights on it. */
  static void attempt(DataSource dataSource, Naming naming) {
    try (Connection connection = dataSource.getConnection()) {
      Database database =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      naming.name(database);
      make(database, connection);
    } catch (SQLException | LiquibaseException failure) {
      log.warn("Liquibase's lock table could not be created ahead: {}", ErrorDetails.line(failure));
    }
  }

  /** Gives the name and schema of the table. */
  interface Naming {
    void name(Database database) throws LiquibaseException;
  }

  private static void name(SpringLiquibase liquibase, Database database) throws LiquibaseException {
    if (liquibase.getDefaultSchema() != null) {
      database.setDefaultSchemaName(liquibase.getDefaultSchema());
    }
    database.setLiquibaseSchemaName(liquibase.getLiquibaseSchema());
    database.setLiquibaseTablespaceName(liquibase.getLiquibaseTablespace());
    if (liquibase.getDatabaseChangeLogLockTable() != null) {
      database.setDatabaseChangeLogLockTableName(liquibase.getDatabaseChangeLogLockTable());
    }
  }

  private static void make(Database database, Connection connection)
      throws SQLException, LiquibaseException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(LONGEST_WAIT_SECONDS);
      statement.execute("select pg_advisory_lock(" + TURN + ")");
      try {
        LockServiceFactory.getInstance().getLockService(database).init();
        database.commit();
      } finally {
        database.rollback();
        statement.execute("select pg_advisory_unlock(" + TURN + ")");
      }
    }
  }
}

package io.asyncable.database;

import io.asyncable.ConfigurationProblem;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stops the start if connections or transactions do not suit the engine's statements. Outside a
 * transaction each statement must commit by itself. Inside a transaction it must see what the
 * entity manager has written, at read committed.
 */
public final class ConnectionCheck {

  private static final String SESSION = "select cast(pg_backend_pid() as text)";

  private final JdbcTemplate jdbc;
  private final PlatformTransactionManager manager;
  private final TransactionOperations transactions;

  /**
   * @param transactions the manager's
   */
  public ConnectionCheck(
      JdbcTemplate jdbc, PlatformTransactionManager manager, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.manager = manager;
    this.transactions = transactions;
  }

  public void check(EntityManager entities) {
    if (Boolean.FALSE.equals(jdbc.execute(Connection::getAutoCommit))) {
      throw new ConfigurationProblem(
          "The connections of the DataSource have auto-commit off, so the engine's statements outside a transaction would be rolled back. Remove spring.datasource.hikari.auto-commit=false.");
    }
    checkIsolation();
    if (manager instanceof ResourceTransactionManager ofResource
        && !(ofResource.getResourceFactory() instanceof EntityManagerFactory)) {
      throw new ConfigurationProblem(
          "The PlatformTransactionManager is a %s, which does not write entities in the transaction of the engine's statements. Make a JpaTransactionManager the primary one."
              .formatted(manager.getClass().getSimpleName()));
    }
    transactions.executeWithoutResult(status -> checkTransaction(entities));
  }

  /**
   * Above read committed a statement fails where another has changed its row since its transaction
   * began, and workers and sweepers change the same rows all the time.
   */
  private void checkIsolation() {
    String isolation = jdbc.queryForObject("show transaction_isolation", String.class);
    if (!"read committed".equals(isolation) && !"read uncommitted".equals(isolation)) {
      throw new ConfigurationProblem(
          "The default isolation of transactions is '%s', but the engine needs read committed. Set spring.datasource.hikari.transaction-isolation=TRANSACTION_READ_COMMITTED, or change default_transaction_isolation of the database or its user."
              .formatted(isolation));
    }
  }

  private void checkTransaction(EntityManager entities) {
    String ofStatements = jdbc.queryForObject(SESSION, String.class);
    if (!entities.isJoinedToTransaction()
        || !entities
            .createNativeQuery(SESSION, String.class)
            .getSingleResult()
            .equals(ofStatements)) {
      throw new ConfigurationProblem(
          "The EntityManagerFactory and the engine's statements do not share a connection in one transaction. Give the EntityManagerFactory the primary DataSource, and the primary PlatformTransactionManager that EntityManagerFactory.");
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      throw new ConfigurationProblem(
          "The PlatformTransactionManager has transactionSynchronization turned off, so the engine could publish nothing after a commit. Restore the default of transactionSynchronization.");
    }
  }
}

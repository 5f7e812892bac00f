package io.asyncable.record;

import io.asyncable.ConfigurationProblem;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stops the start when entities and the engine's statements would not be written in one
 * transaction. It begins one and looks, for there is no telling what a manager manages.
 */
final class TransactionCheck {

  private static final String CONNECTION = "select pg_backend_pid()";

  private final EntityManager entities;
  private final JdbcTemplate jdbc;

  TransactionCheck(EntityManagerFactory factory, DataSource dataSource) {
    this.entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    this.jdbc = new JdbcTemplate(dataSource);
  }

  void check(PlatformTransactionManager manager) {
    if (!Boolean.TRUE.equals(new TransactionTemplate(manager).execute(status -> isOne()))) {
      throw new ConfigurationProblem(
          "The transactions of %s are not those of the EntityManagerFactory and the DataSource, so a record and its submission would not commit together. Make a JpaTransactionManager of that factory, with that DataSource, the only or the @Primary PlatformTransactionManager; Spring Boot makes none where the application defines another."
              .formatted(manager.getClass().getName()));
    }
  }

  private boolean isOne() {
    return entities.isJoinedToTransaction()
        && entities
            .createNativeQuery(CONNECTION, Integer.class)
            .getSingleResult()
            .equals(jdbc.queryForObject(CONNECTION, Integer.class));
  }
}

package io.asyncable.ops.account;

import jakarta.persistence.EntityManager;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of accounts, updated by an entity or by plain SQL, each in a Spring transaction. */
public final class Accounts implements AutoCloseable {

  private final LocalContainerEntityManagerFactoryBean factory;
  private final EntityManager entities;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  /** Opens JPA on the database. */
  public Accounts(DataSource dataSource) {
    factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(dataSource);
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setPackagesToScan(Accounts.class.getPackageName());
    factory.afterPropertiesSet();
    var opened = Objects.requireNonNull(factory.getObject());
    entities = SharedEntityManagerCreator.createSharedEntityManager(opened);
    jdbc = new JdbcTemplate(dataSource);
    transactions = new TransactionTemplate(new JpaTransactionManager(opened));
  }

  /** Loads the account and changes its field, as a handler of Asyncable does with its record. */
  public void bookByEntity(int number) {
    transactions.executeWithoutResult(status -> entities.find(Account.class, number).amount++);
  }

  /** One statement, without the costs of an entity. */
  public void bookBySql(int number) {
    transactions.executeWithoutResult(
        status -> jdbc.update("update account set amount = amount + 1 where id = ?", number));
  }

  @Override
  public void close() {
    factory.destroy();
  }
}

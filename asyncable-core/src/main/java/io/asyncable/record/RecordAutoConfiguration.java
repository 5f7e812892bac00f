package io.asyncable.record;

import io.asyncable.AsyncableProperties;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** Process types and the statements that move their records. */
@AutoConfiguration(
    afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@EnableConfigurationProperties(AsyncableProperties.class)
class RecordAutoConfiguration {

  @Bean
  @ConditionalOnProperty(name = "asyncable.migrate", havingValue = "true", matchIfMissing = true)
  LibrarySchema asyncableLibrarySchema(DataSource dataSource) {
    return new LibrarySchema(dataSource);
  }

  @Bean
  static LockTable asyncableLockTable() {
    return new LockTable();
  }

  @Bean
  static BoundedLogins asyncableBoundedLogins(ObjectProvider<AsyncableProperties> settings) {
    return new BoundedLogins(() -> settings.getObject().database().statementTimeout());
  }

  @Bean
  EngineDatabase asyncableDatabase(DataSource dataSource, AsyncableProperties settings) {
    return new EngineDatabase(dataSource, settings.database());
  }

  @Bean
  ProcessTypes asyncableProcessTypes(
      EntityManagerFactory entityManagerFactory,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      ListableBeanFactory beans,
      Optional<LibrarySchema> applied) {
    ProcessTypes types =
        new ProcessTypes(entityManagerFactory.unwrap(SessionFactoryImplementor.class));
    beans.getBeansOfType(EntityManagerFactory.class).forEach(types::refuseOthers);
    CacheCheck.check(types);
    JdbcTemplate jdbc = database.reading().getJdbcTemplate();
    new ConnectionCheck(jdbc, transactions, database.lightTransactions(transactions))
        .check(SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory));
    new SchemaCheck(jdbc).check(types);
    return types;
  }

  @Bean
  Policies asyncablePolicies(ProcessTypes types, AsyncableProperties properties) {
    return new Policies(types, properties);
  }

  @Bean
  Submissions asyncableSubmissions(EntityManagerFactory factory, EngineDatabase database) {
    return new Submissions(SharedEntityManagerCreator.createSharedEntityManager(factory), database);
  }

  @Bean
  Acts asyncableActs(EntityManagerFactory factory, EngineDatabase database) {
    return new Acts(SharedEntityManagerCreator.createSharedEntityManager(factory), database);
  }

  @Bean
  Claims asyncableClaims(EngineDatabase database, PlatformTransactionManager transactions) {
    return new Claims(database, database.transactions(transactions));
  }

  @Bean
  Completions asyncableCompletions(EngineDatabase database) {
    return new Completions(database);
  }

  @Bean
  Timers asyncableTimers(EngineDatabase database) {
    return new Timers(database.named());
  }

  @Bean
  History asyncableHistory(EngineDatabase database) {
    return new History(database.reading());
  }

  @Bean
  RecordList asyncableRecordList(EngineDatabase database) {
    return new RecordList(database);
  }

  @Bean
  AttributeValues asyncableAttributeValues(
      EntityManagerFactory factory,
      EngineDatabase database,
      PlatformTransactionManager transactions) {
    return new AttributeValues(
        SharedEntityManagerCreator.createSharedEntityManager(factory),
        database.reads(transactions, TransactionDefinition.ISOLATION_DEFAULT));
  }

  @Bean
  BoundedReads asyncableBoundedReads(
      EngineDatabase database, PlatformTransactionManager transactions) {
    return new BoundedReads(
        database.reading(),
        database.reads(transactions, TransactionDefinition.ISOLATION_DEFAULT),
        Duration.ofSeconds(10));
  }

  @Bean
  ErrorGroups asyncableErrorGroups(BoundedReads database) {
    return new ErrorGroups(database);
  }

  @Bean
  RecordCounts asyncableRecordCounts(BoundedReads database) {
    return new RecordCounts(database);
  }

  @Bean
  Unconcluded asyncableUnconcluded(EngineDatabase database) {
    return new Unconcluded(database.reading());
  }
}

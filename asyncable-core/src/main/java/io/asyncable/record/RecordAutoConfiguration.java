package io.asyncable.record;

import io.asyncable.AsyncableProperties;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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
  ProcessTypes asyncableProcessTypes(
      EntityManagerFactory entityManagerFactory,
      DataSource dataSource,
      PlatformTransactionManager transactions,
      Optional<LibrarySchema> applied) {
    ProcessTypes types =
        new ProcessTypes(entityManagerFactory.unwrap(SessionFactoryImplementor.class));
    new SchemaCheck(new JdbcTemplate(dataSource)).check(types);
    new TransactionCheck(entityManagerFactory, dataSource).check(transactions);
    return types;
  }

  @Bean
  Policies asyncablePolicies(ProcessTypes types, AsyncableProperties properties) {
    return new Policies(types, properties);
  }

  @Bean
  Submissions asyncableSubmissions(EntityManagerFactory factory, DataSource dataSource) {
    return new Submissions(
        SharedEntityManagerCreator.createSharedEntityManager(factory), named(dataSource));
  }

  @Bean
  Acts asyncableActs(EntityManagerFactory factory, DataSource dataSource) {
    return new Acts(
        SharedEntityManagerCreator.createSharedEntityManager(factory), named(dataSource));
  }

  @Bean
  Claims asyncableClaims(DataSource dataSource, PlatformTransactionManager transactions) {
    return new Claims(named(dataSource), new TransactionTemplate(transactions));
  }

  @Bean
  Completions asyncableCompletions(DataSource dataSource) {
    return new Completions(named(dataSource));
  }

  @Bean
  Timers asyncableTimers(DataSource dataSource) {
    return new Timers(named(dataSource));
  }

  @Bean
  History asyncableHistory(DataSource dataSource) {
    return new History(named(dataSource));
  }

  @Bean
  RecordList asyncableRecordList(DataSource dataSource) {
    return new RecordList(dataSource);
  }

  @Bean
  AttributeValues asyncableAttributeValues(EntityManagerFactory factory) {
    return new AttributeValues(SharedEntityManagerCreator.createSharedEntityManager(factory));
  }

  @Bean
  BoundedReads asyncableBoundedReads(
      DataSource dataSource, PlatformTransactionManager transactions) {
    TransactionTemplate reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    return new BoundedReads(named(dataSource), reading, Duration.ofSeconds(10));
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
  Unconcluded asyncableUnconcluded(DataSource dataSource) {
    return new Unconcluded(named(dataSource));
  }

  private static NamedParameterJdbcTemplate named(DataSource dataSource) {
    return new NamedParameterJdbcTemplate(dataSource);
  }
}

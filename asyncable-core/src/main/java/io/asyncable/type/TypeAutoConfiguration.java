package io.asyncable.type;

import io.asyncable.AsyncableProperties;
import io.asyncable.database.ConnectionCheck;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.LibrarySchema;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** The process types with their handlers and policies. */
@AutoConfiguration(afterName = "io.asyncable.database.DatabaseAutoConfiguration")
class TypeAutoConfiguration {

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
  Handlers asyncableHandlers(
      ConfigurableListableBeanFactory beans,
      ProcessTypes types,
      PlatformTransactionManager transactions,
      AsyncableProperties settings) {
    return new Handlers(beans, types, transactions, settings.types());
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
}

package io.asyncable.type;

import io.asyncable.database.ConnectionCheck;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.LibrarySchema;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** The process types with their handlers and policies. */
@AutoConfiguration(afterName = "io.asyncable.database.DatabaseAutoConfiguration")
@EnableConfigurationProperties(TypeSettings.class)
@Import({Policies.class, Handlers.class, AttributeValues.class})
class TypeAutoConfiguration {

  @Bean
  ProcessTypes asyncableProcessTypes(
      EntityManagerFactory entityManagerFactory,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      ConfigurableListableBeanFactory beans,
      ObjectProvider<DeclaredTypes> declared,
      Optional<LibrarySchema> applied) {
    ProcessTypes types =
        new ProcessTypes(
            entityManagerFactory.unwrap(SessionFactoryImplementor.class),
            HandledEntities.of(beans),
            declared.stream().toList());
    beans.getBeansOfType(EntityManagerFactory.class).forEach(types::refuseOthers);
    CacheCheck.check(types);
    JdbcTemplate jdbc = database.reading().getJdbcTemplate();
    new ConnectionCheck(jdbc, transactions, database.lightTransactions(transactions))
        .check(SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory));
    new SchemaCheck(jdbc).check(types);
    return types;
  }
}

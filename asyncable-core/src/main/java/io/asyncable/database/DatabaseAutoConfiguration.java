package io.asyncable.database;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/** The application's database as the engine uses it. */
@AutoConfiguration(
    afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@EnableConfigurationProperties(DatabaseSettings.class)
@Import({LockTable.class, EngineDatabase.class})
class DatabaseAutoConfiguration {

  @Bean
  @ConditionalOnProperty(name = "asyncable.migrate", havingValue = "true", matchIfMissing = true)
  LibrarySchema asyncableLibrarySchema(DataSource dataSource) {
    return new LibrarySchema(dataSource);
  }

  @Bean
  static BoundedLogins asyncableBoundedLogins(ObjectProvider<DatabaseSettings> settings) {
    return new BoundedLogins(() -> settings.getObject().statementTimeout());
  }

  @Bean
  BoundedReads asyncableBoundedReads(
      EngineDatabase database, PlatformTransactionManager transactions) {
    return new BoundedReads(
        database.reading(),
        database.reads(transactions, TransactionDefinition.ISOLATION_DEFAULT),
        Duration.ofSeconds(10));
  }
}

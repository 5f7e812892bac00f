package io.asyncable.start;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** The first checks of the configuration. */
@AutoConfiguration
class StartAutoConfiguration {

  @Bean
  static UnknownSettings asyncableUnknownSettings(ConfigurableEnvironment environment) {
    return new UnknownSettings(environment);
  }

  @Bean
  static DatabaseAddress asyncableDatabaseAddress(Environment environment) {
    return new DatabaseAddress(environment);
  }

  @Bean
  DatabaseReached asyncableDatabaseReached(DataSource dataSource) {
    return new DatabaseReached(dataSource);
  }
}

package io.asyncable.start;

import io.asyncable.AsyncableProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** The first checks of the configuration. */
@AutoConfiguration
@EnableConfigurationProperties(AsyncableProperties.class)
@Import({BoundSettings.class, DatabaseReached.class})
class StartAutoConfiguration {

  @Bean
  static UnknownSettings asyncableUnknownSettings(ConfigurableEnvironment environment) {
    return new UnknownSettings(environment);
  }

  @Bean
  static DatabaseAddress asyncableDatabaseAddress(Environment environment) {
    return new DatabaseAddress(environment);
  }
}

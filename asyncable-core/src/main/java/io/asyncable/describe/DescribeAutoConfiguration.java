package io.asyncable.describe;

import io.asyncable.database.EngineDatabase;
import io.asyncable.type.Handlers;
import io.asyncable.type.ProcessTypes;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** How records are named to people. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
class DescribeAutoConfiguration {

  @Bean
  Descriptions asyncableDescriptions(
      EntityManagerFactory factory,
      EngineDatabase database,
      Handlers handlers,
      ProcessTypes types) {
    return new Descriptions(factory, database, handlers, types);
  }
}

package io.asyncable.move;

import io.asyncable.database.EngineDatabase;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** The statements that move records, and the history that they leave. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
class MoveAutoConfiguration {

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
}

package io.asyncable.submit;

import io.asyncable.AsyncableProperties;
import io.asyncable.Asyncables;
import io.asyncable.database.EngineDatabase;
import io.asyncable.move.Acts;
import io.asyncable.move.Submissions;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Tracing;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** Submissions in the caller's transaction. */
@AutoConfiguration(afterName = "io.asyncable.observe.ObserveAutoConfiguration")
class SubmitAutoConfiguration {

  @Bean
  Asyncables asyncables(
      ProcessTypes types,
      Policies policies,
      Submissions submissions,
      Acts acts,
      Publisher publisher,
      Tracing tracing,
      EntityManagerFactory factory,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock,
      AsyncableProperties settings,
      FaultPoint faultPoint) {
    return new DefaultAsyncables(
        new DefaultAsyncables.Engine(
            types,
            policies,
            submissions,
            acts,
            new AfterCommit(publisher, faultPoint),
            tracing,
            new CallersTransaction(
                database.lightTransactions(transactions),
                SharedEntityManagerCreator.createSharedEntityManager(factory)),
            clock,
            settings.sweep().grace()),
        "");
  }
}

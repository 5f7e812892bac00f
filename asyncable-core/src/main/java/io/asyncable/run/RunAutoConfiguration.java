package io.asyncable.run;

import io.asyncable.AsyncableProperties;
import io.asyncable.database.EngineDatabase;
import io.asyncable.database.Patience;
import io.asyncable.guard.Guards;
import io.asyncable.move.Claims;
import io.asyncable.move.Completions;
import io.asyncable.move.Timers;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.observe.Tracing;
import io.asyncable.type.Handlers;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An attempt from its reference to its end: claim, run, complete. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.guard.GuardAutoConfiguration",
      "io.asyncable.submit.SubmitAutoConfiguration"
    })
class RunAutoConfiguration {

  @Bean
  PassedOver asyncablePassedOver(Meters meters) {
    return new PassedOver(meters);
  }

  @Bean
  Attempts asyncableAttempts() {
    return new Attempts();
  }

  @Bean
  Completer asyncableCompleter(
      Completions completions,
      Attempts attempts,
      EngineClock clock,
      Troubles troubles,
      Heartbeat worker,
      EngineThreads threads,
      AsyncableProperties settings,
      FaultPoint faultPoint) {
    return new Completer(
        completions,
        attempts,
        clock,
        troubles,
        worker,
        settings.database().unwritableAfter(),
        threads,
        faultPoint);
  }

  @Bean
  Expiry asyncableExpiry(
      Completions completions,
      Handlers handlers,
      EntityManagerFactory factory,
      PlatformTransactionManager transactions,
      EngineDatabase database,
      EngineClock clock) {
    return new Expiry(
        completions,
        handlers,
        SharedEntityManagerCreator.createSharedEntityManager(factory),
        new TransactionTemplate(transactions),
        database,
        clock);
  }

  @Bean(destroyMethod = "shutdownNow")
  TimeLimits asyncableTimeLimits() {
    return new TimeLimits();
  }

  @Bean
  HandlerCall.Engine asyncableHandlerCallEngine(
      Handlers handlers,
      EntityManagerFactory factory,
      PlatformTransactionManager transactions,
      Claims claims,
      Completions completions,
      EngineDatabase database,
      EngineClock clock,
      FaultPoint faultPoint) {
    return new HandlerCall.Engine(
        handlers,
        new Records(factory, claims, database),
        SharedEntityManagerCreator.createSharedEntityManager(factory),
        transactions,
        claims,
        completions,
        clock,
        faultPoint);
  }

  @Bean
  AloneGate asyncableAloneGate() {
    return new AloneGate();
  }

  @Bean
  OwnOutage asyncableOwnOutage(EngineDatabase database, Heartbeat worker) {
    return new OwnOutage(database, worker);
  }

  @Bean
  Endings asyncableEndings(
      Policies policies,
      Completions completions,
      Completer completer,
      Expiry expiry,
      OwnOutage outage,
      Attempts attempts,
      Meters meters,
      EngineClock clock) {
    return new Endings(
        new Endings.Engine(
            policies,
            completions,
            completer,
            expiry,
            outage,
            attempts,
            new Patience(),
            meters,
            clock));
  }

  @Bean
  Runner asyncableRunner(
      HandlerCall.Engine handlers,
      AloneGate gate,
      Endings endings,
      Tracing tracing,
      TimeLimits limits) {
    return new Runner(gate, new HandlerCall(handlers), endings, tracing, limits);
  }

  @Bean
  SharedTransaction asyncableSharedTransaction(
      HandlerCall.Engine handlers,
      Policies policies,
      AloneGate gate,
      Endings endings,
      Tracing tracing) {
    return new SharedTransaction(handlers, policies, gate, endings, tracing);
  }

  @Bean
  Dispatcher asyncableDispatcher(
      ProcessTypes types,
      Policies policies,
      Guards guards,
      Claims claims,
      Timers timers,
      Attempts attempts,
      Runner runner,
      SharedTransaction shared,
      Completer completer,
      Troubles troubles,
      Heartbeat worker,
      Meters meters,
      PassedOver passedOver,
      EngineClock clock,
      AsyncableProperties settings,
      FaultPoint faultPoint) {
    return new Dispatcher(
        new Dispatcher.Engine(
            types,
            policies,
            guards,
            claims,
            timers,
            attempts,
            runner,
            shared,
            completer,
            troubles,
            worker,
            Patience.withServer(
                failure -> troubles.failed(Work.CLAIM, Troubles.ALL_TYPES, failure, Duration.ZERO)),
            meters,
            passedOver,
            clock,
            settings.sweep().grace(),
            faultPoint));
  }
}

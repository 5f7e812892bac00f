package io.asyncable.dispatch;

import io.asyncable.AsyncableProperties;
import io.asyncable.Asyncables;
import io.asyncable.queue.Throughput;
import io.asyncable.record.Acts;
import io.asyncable.record.Claims;
import io.asyncable.record.Completions;
import io.asyncable.record.EngineDatabase;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Submissions;
import io.asyncable.record.Timers;
import io.asyncable.statistics.Counters;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Submit, claim, run, complete. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.statistics.StatisticsAutoConfiguration",
      "io.asyncable.queue.QueueAutoConfiguration",
      "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
    })
class DispatchAutoConfiguration {

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

  @Bean
  @ConditionalOnMissingBean
  FaultPoint asyncableFaultPoint() {
    return FaultPoint.NONE;
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
  Descriptions asyncableDescriptions(
      EntityManagerFactory factory,
      EngineDatabase database,
      Handlers handlers,
      ProcessTypes types) {
    return new Descriptions(factory, database, handlers, types);
  }

  @Bean
  Tracing asyncableTracing(
      ObjectProvider<ObservationRegistry> observations, AsyncableProperties settings) {
    return new Tracing(
        observations.getIfAvailable(() -> ObservationRegistry.NOOP),
        new Correlation(settings.correlationKey()));
  }

  @Bean
  Meters asyncableMeters(
      ObjectProvider<MeterRegistry> registry, Throughput throughput, Counters counters) {
    return new Meters(registry.getIfAvailable(SimpleMeterRegistry::new), throughput, counters);
  }

  @Bean
  PassedOver asyncablePassedOver(Meters meters) {
    return new PassedOver(meters);
  }

  @Bean
  LimitRows asyncableLimitRows(EngineDatabase database, Heartbeat worker) {
    return new LimitRows(database.client(), worker);
  }

  @Bean
  Guards asyncableGuards(
      ProcessTypes types,
      Policies policies,
      CircuitBreakerRegistry breakers,
      RateLimiterRegistry limiters,
      BulkheadRegistry bulkheads,
      TimeLimiterRegistry timeLimiters,
      EngineDatabase database,
      Heartbeat worker,
      LimitRows limits,
      EngineClock clock) {
    return new Guards(
        types,
        policies,
        new Guards.Registries(breakers, limiters, bulkheads, timeLimiters),
        new BreakerRows(database.client(), worker),
        limits,
        clock);
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

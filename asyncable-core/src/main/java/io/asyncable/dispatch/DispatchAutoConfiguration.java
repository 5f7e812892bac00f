package io.asyncable.dispatch;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.Asyncables;
import io.asyncable.record.Claims;
import io.asyncable.record.Completions;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Submissions;
import io.asyncable.record.Timers;
import io.asyncable.statistics.Counters;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Submit, publish, claim, run, complete. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.worker.WorkerAutoConfiguration",
      "io.asyncable.statistics.StatisticsAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
    })
class DispatchAutoConfiguration {

  @Bean
  Asyncables asyncables(
      ProcessTypes types,
      Policies policies,
      Submissions submissions,
      Publisher publisher,
      Tracing tracing,
      PlatformTransactionManager transactions,
      EngineClock clock,
      AsyncableProperties settings,
      FaultPoint faultPoint) {
    return new DefaultAsyncables(
        new DefaultAsyncables.Engine(
            types,
            policies,
            submissions,
            new AfterCommit(publisher, faultPoint),
            tracing,
            new TransactionTemplate(transactions),
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
  Handlers asyncableHandlers(ConfigurableListableBeanFactory beans, ProcessTypes types) {
    return new Handlers(beans, types);
  }

  @Bean
  Descriptions asyncableDescriptions(
      EntityManagerFactory factory, Handlers handlers, ProcessTypes types) {
    return new Descriptions(factory, handlers, types);
  }

  @Bean
  Tracing asyncableTracing(ObjectProvider<ObservationRegistry> observations) {
    return new Tracing(observations.getIfAvailable(() -> ObservationRegistry.NOOP));
  }

  @Bean
  Meters asyncableMeters(ObjectProvider<MeterRegistry> registry, Counters counters) {
    return new Meters(registry.getIfAvailable(SimpleMeterRegistry::new), counters);
  }

  @Bean
  KafkaClients asyncableKafkaClients(
      ProducerFactory<?, ?> producers,
      ConsumerFactory<?, ?> consumers,
      KafkaAdmin admin,
      AsyncableProperties settings) {
    return new KafkaClients(
        producers.getConfigurationProperties(),
        consumers.getConfigurationProperties(),
        admin.getConfigurationProperties(),
        settings.kafka());
  }

  @Bean
  Topics asyncableTopics(KafkaClients clients, AsyncableProperties settings, Policies policies) {
    return new Topics(clients, settings.kafka(), policies.queues());
  }

  @Bean
  @ConditionalOnMissingBean(Publisher.class)
  KafkaPublisher asyncablePublisher(
      KafkaClients clients, AsyncableProperties settings, Meters meters, FaultPoint faultPoint) {
    return new KafkaPublisher(clients, settings.kafka().buffer(), meters, faultPoint);
  }

  @Bean
  @ConditionalOnMissingBean(Backlog.class)
  KafkaBacklog asyncableBacklog(KafkaClients clients, Topics topics, EngineClock clock) {
    return new KafkaBacklog(clients, topics, clock);
  }

  @Bean
  Guards asyncableGuards(
      ProcessTypes types,
      Policies policies,
      CircuitBreakerRegistry breakers,
      RateLimiterRegistry limiters,
      BulkheadRegistry bulkheads,
      TimeLimiterRegistry timeLimiters,
      DataSource dataSource,
      Heartbeat worker,
      EngineClock clock) {
    return new Guards(
        types,
        policies,
        new Guards.Registries(breakers, limiters, bulkheads, timeLimiters),
        new BreakerRows(JdbcClient.create(dataSource), worker),
        clock);
  }

  @Bean
  Attempts asyncableAttempts() {
    return new Attempts();
  }

  @Bean
  Completer asyncableCompleter(
      Completions completions, Attempts attempts, EngineClock clock, FaultPoint faultPoint) {
    return new Completer(completions, attempts, clock, new Patience(), faultPoint);
  }

  @Bean
  Expiry asyncableExpiry(
      Completions completions,
      Handlers handlers,
      EntityManagerFactory factory,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new Expiry(
        completions,
        handlers,
        SharedEntityManagerCreator.createSharedEntityManager(factory),
        new TransactionTemplate(transactions),
        clock);
  }

  @Bean(destroyMethod = "shutdownNow")
  Timeouts asyncableTimeouts() {
    return new Timeouts(
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("asyncable-timeouts-")));
  }

  /** Not a bean of the executor's own type, so that the application's stay the only ones. */
  record Timeouts(ScheduledExecutorService scheduler) {
    void shutdownNow() {
      scheduler.shutdownNow();
    }
  }

  @Bean
  Dispatcher asyncableDispatcher(
      ProcessTypes types,
      Handlers handlers,
      Policies policies,
      Guards guards,
      Claims claims,
      Completions completions,
      Timers timers,
      Attempts attempts,
      Completer completer,
      Expiry expiry,
      Heartbeat worker,
      Tracing tracing,
      Meters meters,
      Timeouts timeouts,
      EntityManagerFactory factory,
      PlatformTransactionManager transactions,
      EngineClock clock,
      AsyncableProperties settings,
      FaultPoint faultPoint) {
    Records records = new Records(factory);
    Runner runner =
        new Runner(
            new Runner.Engine(
                handlers,
                policies,
                records,
                SharedEntityManagerCreator.createSharedEntityManager(factory),
                transactions,
                claims,
                completions,
                completer,
                expiry,
                attempts,
                new AloneGate(),
                new Patience(),
                tracing,
                meters,
                timeouts.scheduler(),
                clock,
                faultPoint));
    return new Dispatcher(
        new Dispatcher.Engine(
            types,
            handlers,
            guards,
            claims,
            timers,
            attempts,
            records,
            runner,
            worker,
            new Patience(),
            meters,
            clock,
            settings.sweep().grace(),
            faultPoint));
  }

  /** Another publisher than Kafka's delivers in its own way. */
  @Bean
  @ConditionalOnBean(KafkaPublisher.class)
  Consumers asyncableConsumers(
      KafkaClients clients,
      Topics topics,
      Dispatcher dispatcher,
      Attempts attempts,
      Meters meters,
      Policies policies,
      AsyncableProperties settings,
      FaultPoint faultPoint) {
    return new Consumers(
        clients,
        topics,
        dispatcher,
        attempts,
        meters,
        settings,
        settings.has(Role.WORKER) ? policies.queues() : List.of(),
        faultPoint);
  }
}

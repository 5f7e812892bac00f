package io.asyncable.kafka;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.database.EngineDatabase;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.queue.PausedQueues;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.run.HeldLoads;
import io.asyncable.run.PassedOver;
import io.asyncable.submit.Publisher;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Troubles;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** How references travel: Kafka's clients and topics, the publisher and the consumers. */
@AutoConfiguration(
    afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
class DeliveryAutoConfiguration {

  /** Depends on the process types because their check says best what is wrong with the schema. */
  @Bean
  Installation asyncableInstallation(EngineDatabase database, ProcessTypes checked) {
    return Installation.of(database.client());
  }

  @Bean
  KafkaClients asyncableKafkaClients(
      ProducerFactory<?, ?> producers,
      ConsumerFactory<?, ?> consumers,
      KafkaAdmin admin,
      AsyncableProperties settings,
      Installation installation) {
    return new KafkaClients(
        producers.getConfigurationProperties(),
        consumers.getConfigurationProperties(),
        admin.getConfigurationProperties(),
        settings.kafka(),
        installation);
  }

  /** Another publisher than Kafka's needs no contact. */
  @Bean
  KafkaContact asyncableKafkaContact(
      KafkaClients clients,
      Topics topics,
      EngineThreads threads,
      EngineClock clock,
      ObjectProvider<KafkaPublisher> publishers) {
    return new KafkaContact(
        clients, topics, threads, clock, () -> publishers.stream().findAny().isPresent());
  }

  @Bean
  Topics asyncableTopics(KafkaClients clients, AsyncableProperties settings, Policies policies) {
    return new Topics(clients, settings.kafka(), policies.queues());
  }

  @Bean
  @ConditionalOnMissingBean(Publisher.class)
  KafkaPublisher asyncablePublisher(
      KafkaClients clients,
      KafkaContact contact,
      EngineThreads threads,
      AsyncableProperties settings,
      Meters meters,
      FaultPoint faultPoint) {
    return new KafkaPublisher(clients, contact, threads, settings.kafka(), meters, faultPoint);
  }

  @Bean
  @ConditionalOnMissingBean(Backlog.class)
  KafkaBacklog asyncableBacklog(
      KafkaClients clients, KafkaContact contact, Topics topics, EngineClock clock) {
    return new KafkaBacklog(clients, contact, topics, clock);
  }

  /** Another publisher than Kafka's delivers in its own way. */
  @Bean
  @ConditionalOnBean(KafkaPublisher.class)
  Consumers asyncableConsumers(
      KafkaClients clients,
      KafkaContact contact,
      EngineThreads threads,
      Topics topics,
      Dispatcher dispatcher,
      Attempts attempts,
      PassedOver passedOver,
      Policies policies,
      PausedQueues paused,
      AsyncableProperties settings,
      Troubles troubles,
      FaultPoint faultPoint) {
    return new Consumers(
        clients,
        contact,
        threads,
        topics,
        dispatcher,
        attempts,
        passedOver,
        settings,
        consumed(policies, settings),
        paused,
        troubles,
        faultPoint);
  }

  @Bean
  @ConditionalOnBean(KafkaPublisher.class)
  HeldLoads asyncableHeldLoads(Attempts attempts, Policies policies, AsyncableProperties settings) {
    return new HeldLoads(attempts, policies, settings, consumed(policies, settings));
  }

  /** The queues that this instance consumes. */
  private static Collection<String> consumed(Policies policies, AsyncableProperties settings) {
    return settings.has(Role.WORKER) ? policies.queues() : List.of();
  }
}

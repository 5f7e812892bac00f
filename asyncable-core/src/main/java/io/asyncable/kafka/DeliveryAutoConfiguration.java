package io.asyncable.kafka;

import io.asyncable.database.EngineDatabase;
import io.asyncable.move.SweepSettings;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.Meters;
import io.asyncable.queue.ConsumedQueues;
import io.asyncable.run.Attempts;
import io.asyncable.submit.Publisher;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.WorkerSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** How references travel: Kafka's clients and topics, the publisher and the consumers. */
@AutoConfiguration(
    afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@EnableConfigurationProperties(KafkaSettings.class)
@Import({Deliveries.class, ConsumerLoops.class})
class DeliveryAutoConfiguration {

  /** Depends on the process types because their check explains a wrong schema best. */
  @Bean
  Installation asyncableInstallation(EngineDatabase database, ProcessTypes checked) {
    return Installation.of(database.client());
  }

  @Bean
  KafkaClients asyncableKafkaClients(
      ProducerFactory<?, ?> producers,
      ConsumerFactory<?, ?> consumers,
      KafkaAdmin admin,
      KafkaSettings settings,
      SweepSettings sweep,
      Installation installation) {
    settings.requireBelow(sweep);
    return new KafkaClients(
        producers.getConfigurationProperties(),
        consumers.getConfigurationProperties(),
        admin.getConfigurationProperties(),
        settings,
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
  Topics asyncableTopics(KafkaClients clients, KafkaSettings settings, Policies policies) {
    return new Topics(clients, settings, policies.queues());
  }

  @Bean
  @ConditionalOnMissingBean(Publisher.class)
  KafkaPublisher asyncablePublisher(
      KafkaClients clients,
      KafkaContact contact,
      EngineThreads threads,
      KafkaSettings settings,
      Meters meters,
      FaultPoint faultPoint) {
    return new KafkaPublisher(clients, contact, threads, settings, meters, faultPoint);
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
      ConsumedQueues queues,
      Deliveries deliveries,
      ConsumerLoops loops,
      EngineThreads threads,
      Attempts attempts,
      WorkerSettings settings) {
    return new Consumers(queues, deliveries, loops, threads, attempts, settings);
  }

  @Bean
  @ConditionalOnBean(KafkaPublisher.class)
  HeldLoads asyncableHeldLoads(Attempts attempts, Policies policies, ConsumedQueues queues) {
    return new HeldLoads(attempts, policies, queues);
  }
}

package io.asyncable.test;

import io.asyncable.kafka.Backlog;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.submit.Publisher;
import io.asyncable.worker.EngineClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Inline mode: a handler runs in the thread that submitted, right after its commit, and no Kafka is
 * needed. {@code @Import(InlineConfiguration.class)}.
 *
 * <p>Submit returns once the outcome of the attempt is written. What failed is retried when its
 * time has come: {@link EngineDriver#drain} sweeps.
 */
@TestConfiguration(proxyBeanMethods = false)
public class InlineConfiguration {

  @Bean
  Publisher inlinePublisher(
      ObjectProvider<Dispatcher> dispatcher,
      Attempts attempts,
      PlatformTransactionManager transactions) {
    return new InlinePublisher(dispatcher, attempts, transactions);
  }

  @Bean
  Backlog noBacklog(EngineClock clock) {
    return new NoBacklog(clock);
  }
}

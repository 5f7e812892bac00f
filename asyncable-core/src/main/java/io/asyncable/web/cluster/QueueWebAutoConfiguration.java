package io.asyncable.web.cluster;

import io.asyncable.access.WebRole;
import io.asyncable.explain.OpenBreakers;
import io.asyncable.guard.Guards;
import io.asyncable.kafka.Backlog;
import io.asyncable.operate.AuditedPauses;
import io.asyncable.queue.QueueConsumers;
import io.asyncable.queue.QueueDepths;
import io.asyncable.queue.QueuePauses;
import io.asyncable.queue.RunningRecords;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.KnownWorkers;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Queues, workers and circuit breakers, as JSON and as pages. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class QueueWebAutoConfiguration {

  @Bean
  Queues asyncableQueues(
      VisibleTypes types,
      QueueDepths depths,
      QueueConsumers consumers,
      QueuePauses pauses,
      Backlog backlog,
      AuditedPauses acts) {
    return new Queues(new Queues.Engine(types, depths, consumers, pauses, backlog), acts);
  }

  @Bean
  QueueApi asyncableQueueApi(Queues queues) {
    return new QueueApi(queues);
  }

  @Bean
  Workers asyncableWorkers(
      VisibleTypes types, KnownWorkers workers, QueueConsumers consumers, RunningRecords running) {
    return new Workers(types, workers, consumers, running);
  }

  @Bean
  WorkerApi asyncableWorkerApi(Workers workers) {
    return new WorkerApi(workers);
  }

  @Bean
  Breakers asyncableBreakers(
      VisibleTypes types, Guards guards, QueueDepths depths, OpenBreakers open) {
    return new Breakers(types, guards, depths, open);
  }

  @Bean
  BreakerApi asyncableBreakerApi(Breakers breakers) {
    return new BreakerApi(breakers);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    QueuePages asyncableQueuePages(Queues queues) {
      return new QueuePages(queues);
    }

    @Bean
    WorkerPages asyncableWorkerPages(Workers workers) {
      return new WorkerPages(workers);
    }

    @Bean
    BreakerPages asyncableBreakerPages(Breakers breakers) {
      return new BreakerPages(breakers);
    }
  }
}

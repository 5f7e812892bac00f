package io.asyncable.web.cluster;

import io.asyncable.access.WebRole;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Queues, workers, circuit breakers and the engine's health, as JSON and as pages. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
@Import({
  Queues.class,
  QueueApi.class,
  Workers.class,
  WorkerApi.class,
  Breakers.class,
  BreakerApi.class,
  Health.class,
  HealthApi.class
})
class ClusterWebAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  @Import({QueuePages.class, WorkerPages.class, BreakerPages.class, HealthPages.class})
  static class Pages {}
}

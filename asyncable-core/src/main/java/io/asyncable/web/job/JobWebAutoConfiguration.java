package io.asyncable.web.job;

import io.asyncable.access.WebRole;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Jobs as JSON and as pages. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
@Import({VisibleJobs.class, JobCounter.class, JobPart.class, JobApi.class})
class JobWebAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  @Import(JobPages.class)
  static class Pages {}
}

package io.asyncable.web.cluster;

import io.asyncable.access.WebRole;
import io.asyncable.explain.EngineHealth;
import io.asyncable.web.VisibleTypes;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The engine's health as page and JSON. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class HealthWebAutoConfiguration {

  @Bean
  HealthApi asyncableHealthApi(EngineHealth health, VisibleTypes types) {
    return new HealthApi(new Health(health, types));
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    HealthPages asyncableHealthPages(EngineHealth health, VisibleTypes types) {
      return new HealthPages(new Health(health, types));
    }
  }
}

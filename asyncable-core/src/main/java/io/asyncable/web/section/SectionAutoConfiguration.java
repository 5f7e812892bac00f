package io.asyncable.web.section;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Configures the navigation in every servlet application with Thymeleaf. Instances without the role
 * {@code web} need it too, because the application's own pages use the layout.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(
    name = {
      "org.springframework.web.servlet.DispatcherServlet",
      "org.thymeleaf.spring6.SpringTemplateEngine"
    })
class SectionAutoConfiguration {

  @Bean
  Sections asyncableSections(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
      BeanFactory beans) {
    return new Sections(mappings, beans);
  }
}

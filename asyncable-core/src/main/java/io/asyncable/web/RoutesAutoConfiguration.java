package io.asyncable.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The routes of this library as a matcher, in every servlet application with Spring Security.
 * Without the role {@code web} it matches nothing, so the application's rules need not know the
 * role.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(
    name = {
      "org.springframework.web.servlet.DispatcherServlet",
      "org.springframework.security.web.util.matcher.RequestMatcher"
    })
class RoutesAutoConfiguration {

  /** For an application's rules: {@code requestMatchers(asyncableRoutes).authenticated()}. */
  @Bean
  RequestMatcher asyncableRoutes(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mappings) {
    return new GatedRequests(mappings::getObject);
  }
}

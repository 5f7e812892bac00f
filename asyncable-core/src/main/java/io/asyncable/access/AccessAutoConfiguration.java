package io.asyncable.access;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configures permissions where there are pages that need them. Every application checks their
 * settings.
 */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@EnableConfigurationProperties(AccessSettings.class)
class AccessAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @Conditional(WebRole.class)
  @Import(Access.class)
  static class OfPages {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.security.core.Authentication")
    @Import(GrantedAuthorities.class)
    static class OfSpringSecurity {}
  }
}

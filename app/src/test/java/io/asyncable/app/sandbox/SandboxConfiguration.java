package io.asyncable.app.sandbox;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Runs the sandbox with the application and points the application to it; {@code /sandbox} switches
 * it, for anybody.
 */
@TestConfiguration(proxyBeanMethods = false)
public class SandboxConfiguration {

  // Before any bean is made, because the services' addresses are bound from the environment. Last
  // among the sources, so that an address given otherwise wins.
  @Bean
  static BeanFactoryPostProcessor sandbox(ConfigurableEnvironment environment) {
    return beans -> {
      SandboxServices services = SandboxServices.start();
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("sandbox", services.properties()));
      ((BeanDefinitionRegistry) beans)
          .registerBeanDefinition(
              "sandboxServices",
              BeanDefinitionBuilder.genericBeanDefinition(SandboxServices.class, () -> services)
                  .getBeanDefinition());
    };
  }

  @Bean
  @Order(1)
  SecurityFilterChain sandboxSecurity(HttpSecurity http) {
    return http.securityMatcher("/sandbox/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  SandboxPage sandboxPage(SandboxServices services) {
    return new SandboxPage(services);
  }

  @Bean
  RouterFunction<ServerResponse> sandboxRoutes(SandboxServices services) {
    SandboxPages pages = new SandboxPages(services);
    return RouterFunctions.route()
        .POST("/sandbox/{service}", pages::change)
        .GET("/sandbox/{service}/effects", pages::effects)
        .DELETE("/sandbox/{service}/effects", pages::clear)
        .build();
  }
}

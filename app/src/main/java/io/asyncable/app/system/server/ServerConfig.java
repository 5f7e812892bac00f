package io.asyncable.app.system.server;

import io.asyncable.ConfigurationProblem;
import io.asyncable.app.system.LargerBody;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits and settings for every request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodySettings.class)
@Import(ErrorPages.class)
class ServerConfig {

  /** As much as the library accepts for a selection of records. */
  private static final DataSize SELECTION = DataSize.ofMegabytes(16);

  @Bean
  static BeanFactoryPostProcessor requiredServers(Environment environment) {
    return new RequiredServers(environment);
  }

  @Bean
  static BeanFactoryPostProcessor trustedProxies(Environment environment) {
    return beans -> requireTrustedProxies(environment);
  }

  private static void requireTrustedProxies(Environment environment) {
    String strategy = environment.getProperty("server.forward-headers-strategy", "none");
    boolean named =
        environment.containsProperty("server.tomcat.remoteip.internal-proxies")
            || environment.containsProperty("server.tomcat.remoteip.trusted-proxies");
    if (strategy.equalsIgnoreCase("framework") || strategy.equalsIgnoreCase("native") && !named) {
      throw new ConfigurationProblem(
          "server.forward-headers-strategy is %s, so any visitor could forge an address. Set it to native and server.tomcat.remoteip.internal-proxies to the addresses of your proxies, such as 10.1.2.3/32."
              .formatted(strategy));
    }
  }

  @Bean
  LargerBody bulkActions() {
    return new LargerBody("/api/bulk", SELECTION);
  }

  @Bean
  LargerBody bulkPreviews() {
    return new LargerBody("/api/bulk/preview", SELECTION);
  }

  /**
   * At most half of the threads may wait for bodies, so that the others can answer requests without
   * one.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedBodies(
      BodySettings settings,
      List<LargerBody> larger,
      ObjectProvider<TomcatServerProperties> tomcat) {
    int threads = tomcat.getIfAvailable(TomcatServerProperties::new).getThreads().getMax();
    return factory ->
        factory.addContextValves(new BoundedBodies(settings, larger, Math.max(1, threads / 2)));
  }

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    FilterRegistrationBean<SecurityHeaders> headers =
        new FilterRegistrationBean<>(new SecurityHeaders());
    headers.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    headers.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10);
    return headers;
  }

  @Bean
  WebMvcConfigurer directErrors() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new DirectErrors()).addPathPatterns("/error");
      }
    };
  }
}

package io.asyncable.web;

import io.asyncable.AsyncableProperties;
import io.asyncable.ConfigurationProblem;
import io.asyncable.access.Access;
import io.asyncable.access.WebRole;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.template.TemplateAvailabilityProviders;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The common parts of the JSON API in web applications with the role {@code web}, and of the pages
 * if Thymeleaf is present.
 */
@AutoConfiguration(afterName = "io.asyncable.access.AccessAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
public class WebAutoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(WebAutoConfiguration.class);

  @Bean
  VisibleTypes asyncableVisibleTypes(ProcessTypes types, Policies policies) {
    return new VisibleTypes(types, policies);
  }

  @Bean
  CsvFiles asyncableCsvFiles(EngineClock clock) {
    return new CsvFiles(clock);
  }

  @Bean
  ApiAdvice asyncableApiAdvice() {
    return new ApiAdvice();
  }

  @Bean
  BoundedBodies asyncableBoundedBodies() {
    return new BoundedBodies();
  }

  @Bean
  UnroutedApi asyncableUnroutedApi() {
    return new UnroutedApi();
  }

  @Bean
  UnreadableUploads asyncableUnreadableUploads() {
    return new UnreadableUploads();
  }

  /** Before a function of the application's own that tells of errors elsewhere. */
  @Bean
  @Order(0)
  RouterFunction<ServerResponse> asyncableFailedRequests(ObjectProvider<PageAdvice> pages) {
    return new FailedRequests(pages.getIfAvailable());
  }

  @Bean
  GatedRoutes asyncableGatedRoutes(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
      Access access) {
    return new GatedRoutes(mappings, access::knows);
  }

  @Bean
  Segment asyncableSegments() {
    return Segment.ENCODER;
  }

  @Bean
  WebMvcConfigurer asyncableGate(Access access) {
    Gate gate = new Gate(access);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(gate);
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(gate);
      }
    };
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass("org.thymeleaf.spring6.SpringTemplateEngine")
  static class WithoutPages {

    WithoutPages() {
      log.info(
          "The pages under /jobs are turned off because Thymeleaf is missing. Add spring-boot-starter-thymeleaf to get them. The API under /api works.");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    PageAdvice asyncablePageAdvice(
        Access access, AsyncableProperties settings, ApplicationContext context) {
      String layout = settings.web().layout();
      if (new TemplateAvailabilityProviders(context).getProvider(layout, context) == null) {
        throw new ConfigurationProblem(
            "asyncable.web.layout=%s: there is no template of that name. Write it without the templates folder and the file ending, such as system/layout for templates/system/layout.html, or remove the setting."
                .formatted(layout));
      }
      return new PageAdvice(access, layout);
    }
  }
}

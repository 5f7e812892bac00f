package io.asyncable.web;

import io.asyncable.ConfigurationProblem;
import io.asyncable.access.Access;
import io.asyncable.access.WebRole;
import io.asyncable.worker.EngineClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.template.TemplateAvailabilityProviders;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Configures the common parts of pages and JSON API. Every application checks their settings, with
 * or without the role {@code web}.
 */
@AutoConfiguration(afterName = "io.asyncable.access.AccessAutoConfiguration")
@EnableConfigurationProperties(WebSettings.class)
public class WebAutoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(WebAutoConfiguration.class);

  /**
   * The JSON API in web applications with the role {@code web}, and the pages if Thymeleaf is
   * present.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
  @Conditional(WebRole.class)
  @Import({
    Gate.class,
    VisibleTypes.class,
    CsvFiles.class,
    ApiAdvice.class,
    BoundedBodies.class,
    UnroutedApi.class,
    UnreadableUploads.class,
    FailedRequests.class
  })
  static class Served {

    @Bean
    GateCheck asyncableGateCheck(
        @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
        Access access) {
      return new GateCheck(mappings, access::knows);
    }

    @Bean
    Segment asyncableSegments() {
      return Segment.ENCODER;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("org.thymeleaf.spring6.SpringTemplateEngine")
    static class WithoutPages {

      WithoutPages() {
        log.info(
            "The pages under /jobs are turned off because Thymeleaf is missing. Add"
                + " spring-boot-starter-thymeleaf to get them. The API under /api works.");
      }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
    static class Pages {

      @Bean
      PageAdvice asyncablePageAdvice(
          Access access, WebSettings settings, EngineClock clock, ApplicationContext context) {
        String layout = settings.layout();
        if (new TemplateAvailabilityProviders(context).getProvider(layout, context) == null) {
          throw new ConfigurationProblem(
              "asyncable.web.layout=%s: there is no template of that name. Write it without the templates folder and the file ending, such as system/layout for templates/system/layout.html, or remove the setting."
                  .formatted(layout));
        }
        return new PageAdvice(access, layout, clock);
      }
    }
  }

  /**
   * Provides the routes of the library as a request matcher, in every servlet application with
   * Spring Security. Without the role {@code web} it matches nothing, so the application needs the
   * same rules with and without the role.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(
      name = {
        "org.springframework.web.servlet.DispatcherServlet",
        "org.springframework.security.web.util.matcher.RequestMatcher"
      })
  static class Routes {

    /**
     * For the application's security rules: {@code
     * requestMatchers(asyncableRoutes).authenticated()}.
     */
    @Bean
    RequestMatcher asyncableRoutes(
        @Qualifier("requestMappingHandlerMapping")
            ObjectProvider<RequestMappingHandlerMapping> mappings) {
      return new LibraryRequests(mappings::getObject);
    }
  }
}

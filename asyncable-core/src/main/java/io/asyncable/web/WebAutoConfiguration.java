package io.asyncable.web;

import io.asyncable.AsyncableProperties;
import io.asyncable.ConfigurationProblem;
import io.asyncable.access.Access;
import io.asyncable.access.WebRole;
import io.asyncable.act.AuditedActs;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Hindrances;
import io.asyncable.record.AttributeValues;
import io.asyncable.record.EngineDatabase;
import io.asyncable.record.History;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordCounts;
import io.asyncable.record.RecordList;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.KnownWorkers;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The JSON API in web applications with the role, and the pages where Thymeleaf is there too. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.access.AccessAutoConfiguration",
      "io.asyncable.act.ActAutoConfiguration",
      "io.asyncable.explain.ExplainAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class WebAutoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(WebAutoConfiguration.class);

  @Bean
  VisibleTypes asyncableVisibleTypes(ProcessTypes types, Policies policies) {
    return new VisibleTypes(types, policies);
  }

  @Bean
  Jobs asyncableJobs(
      VisibleTypes types,
      Policies policies,
      RecordList records,
      Descriptions descriptions,
      History history,
      Explanations explanations,
      KnownWorkers workers,
      EngineClock clock,
      JobSelections selections,
      JobListing listing) {
    return new Jobs(
        new Jobs.Engine(
            types, policies, records, descriptions, history, explanations, workers, clock),
        selections,
        listing);
  }

  @Bean
  LiveCounts asyncableLiveCounts(VisibleTypes types, RecordCounts counts, EngineClock clock) {
    return new LiveCounts(types, counts, clock);
  }

  @Bean
  JobListing asyncableJobListing(
      RecordList records,
      LiveCounts live,
      EngineDatabase database,
      PlatformTransactionManager transactions) {
    return new JobListing(records, live, snapshots(database, transactions));
  }

  /** Transactions that read, and do not see what is committed after their first statement. */
  private static TransactionOperations snapshots(
      EngineDatabase database, PlatformTransactionManager transactions) {
    return database.reads(transactions, TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Bean
  JobSelections asyncableJobSelections(
      VisibleTypes types, Descriptions descriptions, Hindrances hindrances) {
    return new JobSelections(types, descriptions, hindrances);
  }

  @Bean
  CsvFiles asyncableCsvFiles(EngineClock clock) {
    return new CsvFiles(clock);
  }

  @Bean
  JobCsv asyncableJobCsv(
      JobSelections selections,
      RecordList records,
      Descriptions descriptions,
      AttributeValues values,
      Explanations explanations,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      CsvFiles files,
      EngineClock clock) {
    return new JobCsv(
        selections,
        records,
        descriptions,
        values,
        explanations,
        snapshots(database, transactions),
        files,
        clock);
  }

  @Bean
  JobApi asyncableJobApi(Jobs jobs, RecordDesk desk, AuditedActs acts) {
    return new JobApi(jobs, desk, acts);
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
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    return new GatedRoutes(mappings);
  }

  @Bean
  TypeAddresses asyncableTypeAddresses(
      ProcessTypes types,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    return new TypeAddresses(types, mappings);
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
          "There are no pages under /jobs, for there is no Thymeleaf; add spring-boot-starter-thymeleaf for them. The API under /api is there.");
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
            "asyncable.web.layout=%s: there is no template of that name. Write it without folder and ending, such as system/layout for templates/system/layout.html, or leave the setting out."
                .formatted(layout));
      }
      return new PageAdvice(access, layout);
    }

    @Bean
    JobListPages asyncableJobListPages(Jobs jobs, LiveCounts live, EngineClock clock) {
      return new JobListPages(jobs, live, clock);
    }

    @Bean
    JobPages asyncableJobPages(Jobs jobs, AuditedActs acts, RecordSheet sheet) {
      return new JobPages(jobs, acts, sheet);
    }
  }
}

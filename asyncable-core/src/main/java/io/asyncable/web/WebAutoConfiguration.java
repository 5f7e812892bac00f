package io.asyncable.web;

import io.asyncable.AsyncableProperties;
import io.asyncable.Asyncables;
import io.asyncable.ConfigurationProblem;
import io.asyncable.dispatch.Backlog;
import io.asyncable.dispatch.Handlers;
import io.asyncable.record.History;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Heartbeat;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The JSON API in web applications with the role, and the pages where Thymeleaf is there too. */
@AutoConfiguration(afterName = "io.asyncable.dispatch.DispatchAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class WebAutoConfiguration {

  @Bean
  Jobs asyncableJobs(
      ProcessTypes types,
      Policies policies,
      RecordList records,
      History history,
      Asyncables asyncables,
      Backlog backlog,
      Heartbeat heartbeat,
      EngineClock clock,
      Handlers handlers,
      EntityManagerFactory factory,
      DataSource dataSource,
      ObjectProvider<JobAccess> access) {
    return new Jobs(
        new Jobs.Engine(types, policies, records, history, asyncables, backlog, heartbeat, clock),
        access.getIfAvailable(WebAutoConfiguration::nobodySaysWho),
        new Descriptions(factory, handlers),
        new OpenBreakers(JdbcClient.create(dataSource)));
  }

  private static JobAccess nobodySaysWho() {
    throw new ConfigurationProblem(
        "The pages under /jobs are switched on, but nothing says who may use them. Declare a bean"
            + " of type io.asyncable.web.JobAccess, or set asyncable.roles without web.");
  }

  @Bean
  JobApi asyncableJobApi(Jobs jobs) {
    return new JobApi(jobs);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    JobPages asyncableJobPages(Jobs jobs, AsyncableProperties settings) {
      return new JobPages(jobs, settings.web().layout());
    }
  }
}

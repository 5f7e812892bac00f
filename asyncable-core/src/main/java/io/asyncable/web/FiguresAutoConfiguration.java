package io.asyncable.web;

import io.asyncable.access.WebRole;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.record.ErrorGroups;
import io.asyncable.record.Policies;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordCounts;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Errors, types, summary and statistics. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class FiguresAutoConfiguration {

  @Bean
  Errors asyncableErrors(
      ProcessTypes types, ErrorGroups groups, Descriptions descriptions, EngineClock clock) {
    return new Errors(new Errors.Engine(types, groups, descriptions, clock));
  }

  @Bean
  ErrorApi asyncableErrorApi(Errors errors) {
    return new ErrorApi(errors);
  }

  @Bean
  Types asyncableTypes(
      ProcessTypes types,
      Policies policies,
      RecordCounts counts,
      TypeStatistics statistics,
      EngineClock clock) {
    return new Types(new Types.Engine(types, policies, counts, statistics, clock));
  }

  @Bean
  TypeApi asyncableTypeApi(Types types) {
    return new TypeApi(types);
  }

  @Bean
  Reports asyncableReports(ProcessTypes types, RecordCounts counts, EngineClock clock) {
    return new Reports(new Reports.Engine(types, counts, clock));
  }

  @Bean
  ReportApi asyncableReportApi(Reports reports, CsvFiles files) {
    return new ReportApi(reports, files);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    ErrorPages asyncableErrorPages(Errors errors) {
      return new ErrorPages(errors);
    }

    @Bean
    TypePages asyncableTypePages(Types types) {
      return new TypePages(types);
    }

    @Bean
    ReportPages asyncableReportPages(Reports reports) {
      return new ReportPages(reports);
    }
  }
}

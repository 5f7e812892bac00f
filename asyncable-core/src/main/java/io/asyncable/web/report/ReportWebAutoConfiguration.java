package io.asyncable.web.report;

import io.asyncable.access.WebRole;
import io.asyncable.search.ErrorGroups;
import io.asyncable.search.RecordCounts;
import io.asyncable.statistics.TypeStatistics;
import io.asyncable.type.Policies;
import io.asyncable.web.CsvFiles;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.LiveCounts;
import io.asyncable.web.record.VisibleRecords;
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
class ReportWebAutoConfiguration {

  @Bean
  Errors asyncableErrors(
      VisibleTypes types, ErrorGroups groups, VisibleRecords records, EngineClock clock) {
    return new Errors(new Errors.Engine(types, groups, clock), records);
  }

  @Bean
  ErrorApi asyncableErrorApi(Errors errors) {
    return new ErrorApi(errors);
  }

  @Bean
  Types asyncableTypes(
      VisibleTypes types,
      Policies policies,
      LiveCounts live,
      TypeStatistics statistics,
      EngineClock clock) {
    return new Types(new Types.Engine(types, policies, live, statistics, clock));
  }

  @Bean
  TypeApi asyncableTypeApi(Types types) {
    return new TypeApi(types);
  }

  @Bean
  Reports asyncableReports(VisibleTypes types, RecordCounts counts, EngineClock clock) {
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

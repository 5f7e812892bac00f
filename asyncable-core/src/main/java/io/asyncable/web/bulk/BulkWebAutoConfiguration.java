package io.asyncable.web.bulk;

import io.asyncable.access.WebRole;
import io.asyncable.bulk.Bulk;
import io.asyncable.operate.AuditedActs;
import io.asyncable.search.RecordList;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.WebAutoConfiguration;
import io.asyncable.web.record.RecordSelections;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Pages and API for acting on many records. */
@AutoConfiguration(after = WebAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class BulkWebAutoConfiguration {

  @Bean
  BulkDesk asyncableBulkDesk(
      Bulk bulk,
      RecordSelections selections,
      RecordList records,
      VisibleTypes types,
      AuditedActs acts,
      EngineClock clock) {
    return new BulkDesk(bulk, selections, records, types, acts, clock);
  }

  @Bean
  BulkApi asyncableBulkApi(BulkDesk desk) {
    return new BulkApi(desk);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    BulkPages asyncableBulkPages(BulkDesk desk) {
      return new BulkPages(desk);
    }
  }
}

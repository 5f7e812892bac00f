package io.asyncable.web.audit;

import io.asyncable.access.WebRole;
import io.asyncable.audit.Audit;
import io.asyncable.type.ProcessTypes;
import io.asyncable.web.CsvFiles;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The audit, as a page, JSON and CSV. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class AuditWebAutoConfiguration {

  @Bean
  AuditTrail asyncableAuditTrail(Audit audit, ProcessTypes types) {
    return new AuditTrail(audit, types);
  }

  @Bean
  AuditApi asyncableAuditApi(AuditTrail trail) {
    return new AuditApi(trail);
  }

  @Bean
  AuditCsv asyncableAuditCsv(AuditTrail trail, CsvFiles files) {
    return new AuditCsv(trail, files);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    AuditPages asyncableAuditPages(AuditTrail trail) {
      return new AuditPages(trail);
    }
  }
}

package io.asyncable.web.record;

import io.asyncable.access.WebRole;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lists of records, a record with its notes, and what people do to it. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
@Import({
  LiveCounts.class,
  Snapshots.class,
  RecordSelections.class,
  RecordListing.class,
  VisibleRecords.class,
  PermittedRecords.class,
  RecordDetails.class,
  RecordDesk.class,
  RecordApi.class,
  NoteApi.class,
  RecordTable.class,
  RecordCsv.class,
  TypeAddresses.class
})
class RecordWebAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  @Import({RecordListPages.class, RecordSheet.class, RecordPages.class, NotePages.class})
  static class Pages {}
}

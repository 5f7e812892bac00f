package io.asyncable.web.record;

import io.asyncable.access.WebRole;
import io.asyncable.audit.Audit;
import io.asyncable.database.EngineDatabase;
import io.asyncable.describe.Descriptions;
import io.asyncable.explain.Explanations;
import io.asyncable.explain.Hindrances;
import io.asyncable.inbox.Messages;
import io.asyncable.move.History;
import io.asyncable.note.Markdown;
import io.asyncable.note.Notes;
import io.asyncable.operate.AuditedActs;
import io.asyncable.search.RecordCounts;
import io.asyncable.search.RecordList;
import io.asyncable.type.AttributeValues;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessTypes;
import io.asyncable.web.CsvFiles;
import io.asyncable.web.VisibleTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.KnownWorkers;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Lists of records, a record with its notes, and what people do to it. */
@AutoConfiguration(afterName = "io.asyncable.web.WebAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class RecordWebAutoConfiguration {

  @Bean
  VisibleRecords asyncableVisibleRecords(
      VisibleTypes types,
      Policies policies,
      RecordList records,
      Descriptions descriptions,
      History history,
      Explanations explanations,
      KnownWorkers workers,
      EngineClock clock,
      RecordSelections selections,
      RecordListing listing) {
    return new VisibleRecords(
        new VisibleRecords.Engine(
            types, policies, records, descriptions, history, explanations, workers, clock),
        selections,
        listing);
  }

  @Bean
  LiveCounts asyncableLiveCounts(VisibleTypes types, RecordCounts counts, EngineClock clock) {
    return new LiveCounts(types, counts, clock);
  }

  @Bean
  RecordListing asyncableRecordListing(
      RecordList records,
      LiveCounts live,
      EngineDatabase database,
      PlatformTransactionManager transactions) {
    return new RecordListing(records, live, snapshots(database, transactions));
  }

  /** Transactions that read, and do not see what is committed after their first statement. */
  private static TransactionOperations snapshots(
      EngineDatabase database, PlatformTransactionManager transactions) {
    return database.reads(transactions, TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Bean
  RecordSelections asyncableRecordSelections(
      VisibleTypes types, Descriptions descriptions, Hindrances hindrances) {
    return new RecordSelections(types, descriptions, hindrances);
  }

  @Bean
  RecordCsv asyncableRecordCsv(
      RecordSelections selections,
      RecordList records,
      Descriptions descriptions,
      AttributeValues values,
      Explanations explanations,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      CsvFiles files,
      EngineClock clock) {
    return new RecordCsv(
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
  TypeAddresses asyncableTypeAddresses(
      ProcessTypes types,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    return new TypeAddresses(types, mappings);
  }

  @Bean
  RecordApi asyncableRecordApi(VisibleRecords records, RecordDesk desk, AuditedActs acts) {
    return new RecordApi(records, desk, acts);
  }

  @Bean
  RecordDesk asyncableRecordDesk(
      VisibleRecords records, Notes notes, Messages messages, Audit audit) {
    return new RecordDesk(records, notes, messages, audit);
  }

  @Bean
  NoteApi asyncableNoteApi(RecordDesk desk) {
    return new NoteApi(desk);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.thymeleaf.spring6.SpringTemplateEngine")
  static class Pages {

    @Bean
    RecordListPages asyncableRecordListPages(
        VisibleRecords records, LiveCounts live, EngineClock clock) {
      return new RecordListPages(records, live, clock);
    }

    @Bean
    RecordPages asyncableRecordPages(VisibleRecords records, AuditedActs acts, RecordSheet sheet) {
      return new RecordPages(records, acts, sheet);
    }

    @Bean
    RecordSheet asyncableRecordSheet(RecordDesk desk, Markdown markdown) {
      return new RecordSheet(desk, markdown);
    }

    @Bean
    NotePages asyncableNotePages(RecordDesk desk, RecordSheet sheet) {
      return new NotePages(desk, sheet);
    }
  }
}

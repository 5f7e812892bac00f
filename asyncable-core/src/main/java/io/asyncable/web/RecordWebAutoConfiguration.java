package io.asyncable.web;

import io.asyncable.access.Access;
import io.asyncable.access.WebRole;
import io.asyncable.audit.Audit;
import io.asyncable.dispatch.Descriptions;
import io.asyncable.message.Messages;
import io.asyncable.note.Markdown;
import io.asyncable.note.Notes;
import io.asyncable.record.ProcessTypes;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** A record with its notes, messages and audit; the inbox; the audit as a whole. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.access.AccessAutoConfiguration",
      "io.asyncable.note.NoteAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.DispatcherServlet")
@Conditional(WebRole.class)
class RecordWebAutoConfiguration {

  @Bean
  Segment asyncableSegments() {
    return Segment.ENCODER;
  }

  @Bean
  RecordDesk asyncableRecordDesk(Jobs jobs, Notes notes, Messages messages, Audit audit) {
    return new RecordDesk(jobs, notes, messages, audit);
  }

  @Bean
  NoteApi asyncableNoteApi(RecordDesk desk) {
    return new NoteApi(desk);
  }

  @Bean
  Inbox asyncableInbox(Messages messages, VisibleTypes types, Descriptions descriptions) {
    return new Inbox(messages, types, descriptions);
  }

  @Bean
  InboxApi asyncableInboxApi(Inbox inbox) {
    return new InboxApi(inbox);
  }

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
    RecordSheet asyncableRecordSheet(RecordDesk desk, Markdown markdown) {
      return new RecordSheet(desk, markdown);
    }

    @Bean
    NotePages asyncableNotePages(RecordDesk desk, RecordSheet sheet) {
      return new NotePages(desk, sheet);
    }

    @Bean
    InboxPages asyncableInboxPages(Inbox inbox) {
      return new InboxPages(inbox);
    }

    @Bean
    InboxPages.Unread asyncableUnread(Inbox inbox, Access access) {
      return new InboxPages.Unread(inbox, access);
    }

    @Bean
    AuditPages asyncableAuditPages(AuditTrail trail) {
      return new AuditPages(trail);
    }
  }
}

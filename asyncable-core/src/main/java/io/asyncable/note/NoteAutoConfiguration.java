package io.asyncable.note;

import io.asyncable.audit.Audit;
import io.asyncable.message.Messages;
import io.asyncable.worker.EngineClock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.message.MessageAutoConfiguration"
    })
class NoteAutoConfiguration {

  @Bean
  Notes asyncableNotes(
      DataSource dataSource,
      Audit audit,
      Messages messages,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new Notes(
        JdbcClient.create(dataSource),
        audit,
        messages,
        new TransactionTemplate(transactions),
        clock);
  }

  @Bean
  Markdown asyncableMarkdown() {
    return new Markdown();
  }
}

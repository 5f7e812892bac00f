package io.asyncable.note;

import io.asyncable.audit.Audit;
import io.asyncable.database.EngineDatabase;
import io.asyncable.inbox.Messages;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Notes. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.inbox.InboxAutoConfiguration"
    })
class NoteAutoConfiguration {

  @Bean
  Notes asyncableNotes(
      EngineDatabase database,
      Audit audit,
      Messages messages,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new Notes(
        database.client(), audit, messages, database.transactions(transactions), clock);
  }

  @Bean
  Markdown asyncableMarkdown() {
    return new Markdown();
  }
}

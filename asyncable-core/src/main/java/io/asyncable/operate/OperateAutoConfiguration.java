package io.asyncable.operate;

import io.asyncable.Asyncables;
import io.asyncable.audit.Audit;
import io.asyncable.database.EngineDatabase;
import io.asyncable.inbox.Messages;
import io.asyncable.queue.QueuePauses;
import io.asyncable.search.RecordList;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** People's acts on records and queues. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.run.RunAutoConfiguration",
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.inbox.InboxAutoConfiguration"
    })
class OperateAutoConfiguration {

  @Bean
  AuditedActs asyncableAuditedActs(
      Asyncables asyncables,
      ProcessTypes types,
      RecordList records,
      Audit audit,
      Messages messages,
      ObjectProvider<Objection> objections,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new AuditedActs(
        new AuditedActs.Engine(
            asyncables,
            types,
            records,
            audit,
            messages,
            objections.orderedStream().toList(),
            database.transactions(transactions),
            clock));
  }

  @Bean
  AuditedPauses asyncableAuditedPauses(
      QueuePauses pauses,
      Audit audit,
      EngineDatabase database,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new AuditedPauses(pauses, audit, database.transactions(transactions), clock);
  }
}

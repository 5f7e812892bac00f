package io.asyncable.act;

import io.asyncable.Asyncables;
import io.asyncable.audit.Audit;
import io.asyncable.message.Messages;
import io.asyncable.queue.QueuePauses;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.worker.EngineClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** People's acts on records and queues. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.dispatch.DispatchAutoConfiguration",
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.message.MessageAutoConfiguration"
    })
class ActAutoConfiguration {

  @Bean
  AuditedActs asyncableAuditedActs(
      Asyncables asyncables,
      ProcessTypes types,
      RecordList records,
      Audit audit,
      Messages messages,
      ObjectProvider<Objection> objections,
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
            new TransactionTemplate(transactions),
            clock));
  }

  @Bean
  AuditedPauses asyncableAuditedPauses(
      QueuePauses pauses, Audit audit, PlatformTransactionManager transactions, EngineClock clock) {
    return new AuditedPauses(pauses, audit, new TransactionTemplate(transactions), clock);
  }
}

package io.asyncable.act;

import io.asyncable.Asyncables;
import io.asyncable.audit.Audit;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.RecordList;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** People's acts on records. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.dispatch.DispatchAutoConfiguration",
      "io.asyncable.audit.AuditAutoConfiguration"
    })
class ActAutoConfiguration {

  @Bean
  AuditedActs asyncableAuditedActs(
      Asyncables asyncables,
      ProcessTypes types,
      RecordList records,
      Audit audit,
      PlatformTransactionManager transactions,
      EngineClock clock) {
    return new AuditedActs(
        asyncables, types, records, audit, new TransactionTemplate(transactions), clock);
  }
}

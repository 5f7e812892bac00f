package io.asyncable.audit;

import io.asyncable.database.EngineDatabase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The audit trail. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
class AuditAutoConfiguration {

  @Bean
  Audit asyncableAudit(EngineDatabase database) {
    return new Audit(database.client());
  }
}

package io.asyncable.audit;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail. */
@AutoConfiguration(afterName = "io.asyncable.record.RecordAutoConfiguration")
class AuditAutoConfiguration {

  @Bean
  Audit asyncableAudit(DataSource dataSource) {
    return new Audit(JdbcClient.create(dataSource));
  }
}

package io.asyncable.operate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** People's acts on records and queues. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.run.RunAutoConfiguration",
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.inbox.InboxAutoConfiguration"
    })
@Import({AuditedChange.class, AuditedActs.class, AuditedPauses.class, AuditedPayloads.class})
class OperateAutoConfiguration {}

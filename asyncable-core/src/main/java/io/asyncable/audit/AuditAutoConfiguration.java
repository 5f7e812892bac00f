package io.asyncable.audit;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** The audit trail. */
@AutoConfiguration(afterName = "io.asyncable.type.TypeAutoConfiguration")
@Import(Audit.class)
class AuditAutoConfiguration {}

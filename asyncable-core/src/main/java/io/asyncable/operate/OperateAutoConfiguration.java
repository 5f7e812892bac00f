package io.asyncable.operate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** People's acts on records, queues and schedules, and the jobs that they enqueue. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.run.RunAutoConfiguration",
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.inbox.InboxAutoConfiguration",
      "io.asyncable.schedule.ScheduleAutoConfiguration"
    })
@Import({
  AuditedChange.class,
  AuditedActs.class,
  AuditedPauses.class,
  AuditedSchedules.class,
  AuditedJobs.class,
  AuditedPayloads.class
})
class OperateAutoConfiguration {}

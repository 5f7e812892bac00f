package io.asyncable.note;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Notes. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.inbox.InboxAutoConfiguration"
    })
@Import({Notes.class, Markdown.class})
class NoteAutoConfiguration {}

package io.asyncable.note;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Notes and playbooks. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.audit.AuditAutoConfiguration",
      "io.asyncable.inbox.InboxAutoConfiguration"
    })
@Import({Notes.class, Playbooks.class, Markdown.class})
class NoteAutoConfiguration {}

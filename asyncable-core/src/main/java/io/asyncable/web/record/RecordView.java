package io.asyncable.web.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.audit.AuditEntry;
import io.asyncable.inbox.Message;
import io.asyncable.note.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record, and what people said and did about it; lists hold the newest entries.
 *
 * @param notes the newest first
 * @param notesCut whether there are older notes
 * @param messages what its submitting user was told
 * @param audit what was done to it; null for those who may not see that
 * @param mayNote whether the user may write a note
 * @param mayTell whether there is a submitting user, other than the viewer, to tell of a note
 */
record RecordView(
    @JsonUnwrapped RecordDetail detail,
    List<Note> notes,
    boolean notesCut,
    List<Message> messages,
    @Nullable List<AuditEntry> audit,
    boolean mayNote,
    boolean mayTell) {}

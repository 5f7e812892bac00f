package io.asyncable.web.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.audit.AuditEntry;
import io.asyncable.inbox.Message;
import io.asyncable.note.Note;
import io.asyncable.note.Playbook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record with notes, messages and audit entries; each list contains only the newest entries.
 *
 * @param notes the newest first
 * @param notesCut whether there are older notes
 * @param messages messages to the submitting user
 * @param audit audit entries; null for users who may not see them
 * @param mayNote whether the user may write a note
 * @param mayTell whether a note can send a message to a submitting user other than the viewer
 * @param playbook what to do about the record's latest failure; null if nobody has written it, for
 *     concluded records, and for users who may not see every record of the type
 */
record RecordView(
    @JsonUnwrapped RecordDetail detail,
    List<Note> notes,
    boolean notesCut,
    List<Message> messages,
    @Nullable List<AuditEntry> audit,
    boolean mayNote,
    boolean mayTell,
    @Nullable Playbook playbook) {}

package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.inbox.Messages;
import io.asyncable.inbox.Recipient;
import io.asyncable.note.Note;
import io.asyncable.note.Notes;
import io.asyncable.note.Playbook;
import io.asyncable.note.Playbooks;
import io.asyncable.operate.AuditedPayloads;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.record.PermittedRecords.Permitted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a user one record with everything that belongs to it, and stores the user's notes. */
final class RecordDesk {

  /** How many entries of each list a record's page shows. */
  static final int LONGEST = 200;

  /** A page of notes. */
  record NotePage(List<Note> notes, @Nullable Long next) {}

  private final PermittedRecords records;
  private final RecordDetails details;
  private final Notes notes;
  private final Playbooks playbooks;
  private final Messages messages;
  private final Audit audit;

  RecordDesk(
      PermittedRecords records,
      RecordDetails details,
      Notes notes,
      Playbooks playbooks,
      Messages messages,
      Audit audit) {
    this.records = records;
    this.details = details;
    this.notes = notes;
    this.playbooks = playbooks;
    this.messages = messages;
    this.audit = audit;
  }

  /**
   * One record.
   *
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   * @throws io.asyncable.access.Denied if the user may not see it
   */
  RecordView find(String typeName, String anyId, Viewer viewer) {
    RecordDetail detail = details.find(typeName, anyId, viewer);
    String type = detail.line().type();
    String id = detail.line().id();
    String submittedBy = detail.line().submittedBy();
    NotePage newest = notes(type, id, null);
    return new RecordView(
        detail,
        newest.notes(),
        newest.next() != null,
        messages.ofRecord(type, id, LONGEST),
        viewer.may(Permission.VIEW_AUDIT, type) ? audit(type, id, viewer) : null,
        viewer.may(Permission.NOTE, type, submittedBy),
        submittedBy != null && !submittedBy.equals(viewer.name()),
        viewer.may(Permission.VIEW_LIST, type) ? playbook(detail) : null);
  }

  private List<AuditEntry> audit(String type, String id, Viewer viewer) {
    return audit.ofRecord(type, id, LONGEST).stream()
        .map(entry -> AuditedPayloads.shown(entry, viewer))
        .toList();
  }

  private @Nullable Playbook playbook(RecordDetail detail) {
    String fingerprint = detail.fingerprint();
    return fingerprint == null
        ? null
        : playbooks.of(fingerprint).filter(Playbook::isPresent).orElse(null);
  }

  /** A page of the notes to a record that the user may see. */
  NotePage notes(String typeName, String anyId, @Nullable Long before, Viewer viewer) {
    RecordLine line = details.find(typeName, anyId, viewer).line();
    return notes(line.type(), line.id(), before);
  }

  private NotePage notes(String type, String id, @Nullable Long before) {
    List<Note> found = notes.of(type, id, before, LONGEST + 1);
    List<Note> shown = found.subList(0, Math.min(LONGEST, found.size()));
    return new NotePage(shown, found.size() > LONGEST ? shown.get(LONGEST - 1).id() : null);
  }

  /**
   * Writes a note.
   *
   * @throws io.asyncable.UnknownRecord if there is no such type or record
   * @throws io.asyncable.access.Denied if the user may not write to it
   * @throws RequestProblem if the text cannot be kept
   */
  Note write(Actor author, String type, String id, NoteForm note, Viewer viewer) {
    Permitted record = records.require(Permission.NOTE, type, id, viewer);
    Recipient submitter = Recipient.of(record.row(), record.described()).orElse(null);
    return notes.write(
        author, type, record.row().id(), note.checked(), note.tell() ? submitter : null);
  }
}

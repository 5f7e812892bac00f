package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.note.Note;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The notes to a record as JSON; their text is Markdown. */
@Api
@RequestMapping("/api/jobs/{type}/{id}/notes")
class NoteApi {

  /** A note to write; the submitting user is told unless it says otherwise. */
  record NewNote(@Nullable String text, @Nullable Boolean tell) {}

  private final RecordDesk desk;

  NoteApi(RecordDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Operation(summary = "List the notes to a record, newest first")
  @Requires(value = Permission.VIEW_RECORD, own = true)
  RecordDesk.NotePage list(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Long page,
      Viewer viewer) {
    return desk.notes(type, id, page, viewer);
  }

  @PostMapping
  @Operation(summary = "Write a note to a record")
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(value = Permission.NOTE, own = true)
  Note write(
      @PathVariable String type,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable NewNote note,
      Viewer viewer) {
    NoteForm form =
        note == null
            ? NoteForm.EMPTY
            : new NoteForm(note.text(), note.tell() == null || note.tell());
    return desk.write(new Actor(viewer.name(), Via.API, null), type, id, form, viewer);
  }
}

package io.asyncable.web.record;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.Actor;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.note.Note;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes the notes that people write on a record's page. */
@Page
class NotePages {

  private final RecordDesk desk;
  private final RecordSheet sheet;

  NotePages(RecordDesk desk, RecordSheet sheet) {
    this.desk = desk;
    this.sheet = sheet;
  }

  @PostMapping("/jobs/{type}/{id}/notes")
  @Requires(value = Permission.NOTE, own = true)
  ModelAndView write(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(defaultValue = "false") boolean tell,
      RecordPages.Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    RecordFilter list = back.filter();
    NoteForm form = new NoteForm(text, tell);
    try {
      Actor author = new Actor(viewer.name(), Via.PAGE, null);
      Note note = desk.write(author, type, id, form, viewer);
      redirect.addFlashAttribute("notice", "Your note was added.");
      return new ModelAndView("redirect:" + back.record(type, id) + "#note-" + note.id());
    } catch (RequestProblem refused) {
      return sheet.show(new RecordSheet.Request(type, id, list, viewer), form, refused);
    }
  }
}

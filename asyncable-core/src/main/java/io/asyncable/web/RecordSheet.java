package io.asyncable.web;

import io.asyncable.access.Viewer;
import io.asyncable.note.Markdown;
import io.asyncable.note.Note;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/** Fills the template of a record's page. */
final class RecordSheet {

  /**
   * What somebody had typed when it was refused.
   *
   * @param form which form it was typed in, such as {@code cancel}
   * @param problem why it was refused
   */
  record Refused(String form, @Nullable String reason, String problem) {}

  private final RecordDesk desk;
  private final Markdown markdown;

  RecordSheet(RecordDesk desk, Markdown markdown) {
    this.desk = desk;
    this.markdown = markdown;
  }

  String show(String type, String id, JobFilter filter, Viewer viewer, Model model) {
    RecordView record = desk.find(type, id, viewer);
    model.addAttribute("record", record);
    model.addAttribute("detail", record.detail());
    model.addAttribute("timeline", Timeline.of(record.detail()));
    model.addAttribute("markdown", markdown);
    model.addAttribute("longestNote", Note.LONGEST);
    model.addAttribute("filter", filter);
    model.addAttribute("back", filter.address());
    if (!model.containsAttribute("note")) {
      model.addAttribute("note", NoteForm.EMPTY);
    }
    return "asyncable/job";
  }
}

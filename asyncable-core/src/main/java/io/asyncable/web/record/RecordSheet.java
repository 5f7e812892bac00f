package io.asyncable.web.record;

import io.asyncable.access.Viewer;
import io.asyncable.move.Act;
import io.asyncable.note.Markdown;
import io.asyncable.note.Note;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.record.RecordPages.Return;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Fills the template of a record's page. */
final class RecordSheet {

  /** The page of a record, for a user who comes from a list. */
  record Request(String type, String id, RecordFilter list, Viewer viewer) {}

  private final RecordDesk desk;
  private final Markdown markdown;

  RecordSheet(RecordDesk desk, Markdown markdown) {
    this.desk = desk;
    this.markdown = markdown;
  }

  ModelAndView show(Request request) {
    RecordView record = desk.find(request.type, request.id, request.viewer);
    return new ModelAndView("asyncable/job")
        .addObject("record", record)
        .addObject("detail", record.detail())
        .addObject("timeline", Timeline.of(record.detail()))
        .addObject("markdown", markdown)
        .addObject("note", NoteForm.EMPTY)
        .addObject("longestNote", Note.LONGEST)
        .addObject("filter", request.list)
        .addObject("back", request.list.address());
  }

  /** The page with the note that the user typed, and why it cannot be stored. */
  ModelAndView show(Request request, NoteForm note, RequestProblem problem) {
    return refused(show(request), problem).addObject("note", note);
  }

  /** The page that asks before an act. */
  ModelAndView ask(Request request, Act act, Return back) {
    RecordLine line = desk.find(request.type, request.id, request.viewer).detail().line();
    return new ModelAndView("asyncable/act")
        .addObject("line", line)
        .addObject("act", act)
        .addObject("from", back.isRecord() ? "detail" : null)
        .addObject("longestReason", GivenReason.LONGEST)
        .addObject("filter", request.list)
        .addObject("back", back.address(line.type(), line.id()));
  }

  /** The same with the reason that the user gave, and why it cannot be stored. */
  ModelAndView askAgain(
      Request request, Act act, Return back, @Nullable String reason, RequestProblem problem) {
    return refused(ask(request, act, back), problem).addObject("reason", reason);
  }

  private static ModelAndView refused(ModelAndView page, RequestProblem problem) {
    page.addObject("problem", problem.getMessage()).setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }
}

package io.asyncable.web.record;

import io.asyncable.note.Note;
import io.asyncable.web.RequestProblem;
import org.jspecify.annotations.Nullable;

/**
 * A note as somebody typed it.
 *
 * @param tell whether the submitting user is told
 */
record NoteForm(@Nullable String text, boolean tell) {

  static final NoteForm EMPTY = new NoteForm(null, true);

  NoteForm {
    // Forms send a line end as two characters, but people count it as one.
    text = text == null ? null : text.replace("\r\n", "\n");
  }

  /** The text as it may be stored. */
  String checked() {
    if (text == null || text.isBlank()) {
      throw new RequestProblem("The note is empty. Write something first.");
    } else if (text.length() > Note.LONGEST) {
      throw new RequestProblem(
          "The note has %d characters, but at most %d are possible. Shorten it, or write two notes."
              .formatted(text.length(), Note.LONGEST));
    } else if (text.codePoints().anyMatch(NoteForm::isNoText)) {
      throw new RequestProblem(
          "The note contains a character that cannot be stored, such as NUL. Remove it.");
    }
    return text;
  }

  /** The text that the form shows again. */
  public @Nullable String shown() {
    return text == null ? null : text.replace("\0", "");
  }

  private static boolean isNoText(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }
}

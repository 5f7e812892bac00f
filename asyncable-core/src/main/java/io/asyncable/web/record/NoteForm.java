package io.asyncable.web.record;

import io.asyncable.note.Note;
import io.asyncable.web.RequestProblem;
import org.jspecify.annotations.Nullable;

/**
 * A note as somebody typed it.
 *
 * @param tell whether the submitting user is told
 */
public record NoteForm(@Nullable String text, boolean tell) {

  static final NoteForm EMPTY = new NoteForm(null, true);

  public NoteForm {
    text = text == null ? null : lines(text);
  }

  /** Forms send a line end as two characters, but people count it as one. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }

  /**
   * A text in Markdown as it may be stored.
   *
   * @param name what the text is called, such as {@code note}
   * @param remedy what to do about a text that is too long
   * @throws RequestProblem if it is too long, or contains what the database cannot store
   */
  public static String storable(String name, String text, String remedy) {
    String given = lines(text);
    if (given.length() > Note.LONGEST) {
      throw new RequestProblem(
          "The %s has %d characters, but at most %d are possible. %s"
              .formatted(name, given.length(), Note.LONGEST, remedy));
    } else if (given.codePoints().anyMatch(NoteForm::isNoText)) {
      throw new RequestProblem(
          "The %s contains a character that cannot be stored, such as NUL. Remove it."
              .formatted(name));
    }
    return given;
  }

  /** The text as it may be stored. */
  String checked() {
    if (text == null || text.isBlank()) {
      throw new RequestProblem("The note is empty. Write something first.");
    }
    return storable("note", text, "Shorten it, or write two notes.");
  }

  /** The text that the form shows again. */
  public @Nullable String shown() {
    return text == null ? null : text.replace("\0", "");
  }

  private static boolean isNoText(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }
}

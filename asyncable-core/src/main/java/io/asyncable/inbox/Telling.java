package io.asyncable.inbox;

import io.asyncable.inbox.Message.Kind;
import io.asyncable.move.RecordRow;
import io.asyncable.text.ErrorDetails;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message. It contains only the first token of an error, because the rest may hold
 * personal data.
 *
 * @param text the rest of a sentence that begins with the record's label
 * @param note the note that it tells of
 */
public record Telling(Kind kind, String text, @Nullable Long note) {

  private static final int LONGEST = 900;

  static final Telling SUCCEEDED = new Telling(Kind.SUCCEEDED, "was processed after all.", null);

  public Telling {
    text = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Somebody wrote a note. */
  public static Telling noteBy(String author, long note) {
    return new Telling(Kind.NOTE, "has a new note by %s.".formatted(author), note);
  }

  /** Somebody canceled it, for the reason if one was given. */
  public static Telling canceledBy(String actor, @Nullable String reason) {
    String text = "was canceled by " + actor;
    return new Telling(Kind.CANCELED, reason == null ? text + "." : text + ": " + reason, null);
  }

  /**
   * @param triedAgain whether another attempt comes by itself
   */
  static Telling failing(RecordRow row, boolean triedAgain) {
    String error = ErrorDetails.firstToken(Objects.requireNonNull(row.error()));
    String attempts =
        row.attempts() == 0
            ? "was never attempted"
            : "is failing; attempt %d ended with %s".formatted(row.attempts(), error);
    String next =
        triedAgain
            ? "The system will try again by itself; you need not do anything."
            : "The system will not try again by itself; an operator can restart it.";
    return new Telling(Kind.FAILING, "%s. %s".formatted(attempts, next), null);
  }

  String kindWord() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

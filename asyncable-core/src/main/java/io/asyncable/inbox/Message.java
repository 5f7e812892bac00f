package io.asyncable.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a user about a record that the user submitted.
 *
 * @param id the place in the order of writing; later messages have larger ones
 * @param recipient the user who gets the message
 * @param type the process type of the record
 * @param record the record's id
 * @param submission the submission that it is about; null if the record had none
 * @param readAt when the recipient marked it as read
 * @param label how people call the record
 * @param text what is told, as the rest of a sentence that begins with the label
 * @param note the note that it tells of
 */
public record Message(
    long id,
    String recipient,
    Kind kind,
    String type,
    String record,
    @Nullable Instant submission,
    Instant at,
    @Nullable Instant readAt,
    String label,
    String text,
    @Nullable Long note) {

  /** The kinds of messages. */
  public enum Kind {
    /** The record has been failing for long; once for each submission. */
    FAILING,
    /** It was processed after all; once for each submission. */
    SUCCEEDED,
    /** Somebody wrote a note. */
    NOTE,
    /** Somebody canceled it. */
    CANCELED
  }

  /** The same with another label. */
  public Message labeled(String other) {
    return new Message(
        id, recipient, kind, type, record, submission, at, readAt, other, text, note);
  }
}

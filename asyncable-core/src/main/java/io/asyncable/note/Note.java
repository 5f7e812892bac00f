package io.asyncable.note;

import java.time.Instant;

/**
 * A note that somebody wrote about a record.
 *
 * @param id the place in the order of writing; later notes have larger ones
 * @param text in Markdown
 */
public record Note(long id, String type, String record, String author, Instant at, String text) {

  /** The most characters of a note. */
  public static final int LONGEST = 10_000;
}

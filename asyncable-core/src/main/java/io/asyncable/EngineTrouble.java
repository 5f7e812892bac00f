package io.asyncable;

import java.time.Instant;

/**
 * Reports that an instance has made no progress with some of its work for a long time.
 *
 * @param worker the name of the instance
 * @param work the kind of work, as a word for programs that never changes, such as {@code
 *     write_outcome}
 * @param type the process type of the work; {@code all types} if all are affected
 * @param since when the work first failed without a success since
 * @param sentence the trouble, for people
 * @param next what the trouble means, and what helps
 * @param path the path of the health page, which says why, relative to the application's address
 */
public record EngineTrouble(
    String worker,
    String work,
    String type,
    Instant since,
    String sentence,
    String next,
    String path) {

  /** The trouble in sentences, on one line and without personal data. */
  public String text() {
    return sentence + " " + next;
  }
}

package io.asyncable;

import java.time.Instant;

/**
 * Reports that an instance has made no progress with some of its work for a long time.
 *
 * @param worker the name of the instance
 * @param work the kind of work as a word for programs, such as {@code write_outcome}, or {@code
 *     database} if the database stops all work; never changes
 * @param type the process type; {@code all types} if the work is not for a single type
 * @param since when the first of the failures in a row happened
 * @param sentence the trouble as a sentence for people
 * @param next what the trouble means, and what helps
 * @param path the address of the health page within the application, which shows the cause
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

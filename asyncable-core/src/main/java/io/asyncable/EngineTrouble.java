package io.asyncable;

import java.time.Instant;

/**
 * Reports that an instance has made no progress with some of its work for a long time.
 *
 * @param worker the name of the instance
 * @param work what does not get on, as programs know it, such as {@code write_outcome}, or {@code
 *     database} if that stops all of it; never changes
 * @param type the process type of which it does not; {@code all types} if it is of none alone
 * @param since when it first failed without a success since
 * @param sentence the same for people
 * @param next what it means, and what helps
 * @param path the address of the page of the engine's health, which says why, below that of the
 *     application
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

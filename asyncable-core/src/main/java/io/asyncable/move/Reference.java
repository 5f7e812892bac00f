package io.asyncable.move;

import java.time.Instant;

/**
 * Names one attempt that may begin; a message carries it. Valid only while the row has the same
 * values.
 *
 * @param type the name of the process type
 * @param id the record's id as text
 * @param submission the row's {@code last_submitted_at}
 * @param attempt the row's {@code attempts}: how many were begun before
 */
public record Reference(String type, String id, Instant submission, int attempt) {

  /** The record as {@code type:id}. */
  public String key() {
    return type + ":" + id;
  }
}

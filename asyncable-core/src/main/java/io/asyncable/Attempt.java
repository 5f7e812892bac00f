package io.asyncable;

import java.time.Instant;

/** One run of a handler for a submission. */
public interface Attempt {

  /** The number of this attempt in its submission, from 1. */
  int number();

  /** When the submission became eligible; identifies it together with the record. */
  Instant submission();

  /**
   * Belongs to what was asked for: the record and its {@code submitted_at}. Retries and restarts
   * ask for the same again and have the same key, so a service that knows keys does it once. A
   * {@link Asyncables#submit} after an attempt, and the restart of a processed record, ask for
   * something new and have another.
   */
  String idempotencyKey();

  /** The record as {@code type:id}, for logs and messages. */
  String label();

  /**
   * Whether going on is pointless because the submission was canceled, restarted or marked
   * processed meanwhile. Asks the database; a long handler calls it between steps.
   */
  boolean isCanceled();
}

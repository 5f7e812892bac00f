package io.asyncable;

import java.time.Instant;

/** One run of a handler for a submission. */
public interface Attempt {

  /** The number of this attempt in its submission, from 1. */
  int number();

  /** When the submission became eligible; identifies it together with the record. */
  Instant submission();

  /**
   * Identifies the work that was asked for, by the record and its {@code submitted_at}. Retries and
   * restarts ask for the same work and have the same key, so a service that recognizes keys does
   * the work once. {@link Asyncables#submit} after an attempt, and the restart of a processed
   * record, ask for new work and get a new key.
   */
  String idempotencyKey();

  /** The record as {@code type:id}, for logs and messages. */
  String label();

  /**
   * Whether the handler may stop because the submission was canceled, restarted, marked processed
   * or given up meanwhile. Each call asks the database. Call it between the steps of a long
   * handler.
   */
  boolean isCanceled();
}

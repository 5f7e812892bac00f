package io.asyncable.explain;

import java.util.Locale;

/** An act of a person that helps a record on. */
public enum Action {
  /** Begin a new submission. */
  RESTART,
  /** Cancel the record. */
  CANCEL,
  /** Make the next attempt now. */
  RETRY,
  /** Let the queue go on. */
  RESUME_QUEUE,
  /** Start an instance that consumes the queue. */
  START_WORKER,
  /** Start an instance with the role sweeper, or the one again that stands still. */
  START_SWEEPER,
  /** Bring Kafka back. */
  MEND_KAFKA;

  /** What programs know it by. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.asyncable.explain;

import java.util.Locale;

/** What a person can do to help a record on. */
public enum Action {
  /** Begin a new submission. */
  RESTART,
  /** Cancel the record. */
  CANCEL,
  /** Make the next attempt now. */
  RETRY,
  /** Resume the queue. */
  RESUME_QUEUE,
  /** Start an instance that consumes the queue. */
  START_WORKER,
  /** Start an instance with the role sweeper, or restart the one that makes no progress. */
  START_SWEEPER,
  /** Bring Kafka back. */
  MEND_KAFKA;

  /** The word for programs; never changes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

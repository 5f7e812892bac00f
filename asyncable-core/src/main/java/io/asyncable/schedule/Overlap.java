package io.asyncable.schedule;

/** What happens at a slot while the job of the slot before has not ended. */
public enum Overlap {
  /** The slot is skipped. */
  SKIP,
  /** Another job is enqueued. */
  ALLOW
}

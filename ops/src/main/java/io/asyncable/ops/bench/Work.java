package io.asyncable.ops.bench;

/** The work of a task's handler. */
enum Work {
  /** Nothing. */
  NO_OP,
  /** Loads an entity and changes a field of it, in a transaction of its own. */
  UPDATE,
  /** The same effect, in the way that is fastest with each contender. */
  UPDATE_FASTEST,
  /** Nothing, as a job that has no entity of its own. */
  JOB
}

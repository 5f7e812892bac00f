package io.asyncable.ops.bench;

/** What the handler of a task does. */
enum Work {
  /** Nothing. */
  NO_OP,
  /** One UPDATE of a row of its own. */
  UPDATE,
  /** The same, where transactions may be shared. */
  UPDATE_SHARED
}

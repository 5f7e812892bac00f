package io.asyncable.worker;

/** Work on a thread of its own that {@link EngineThreads} looks after with every heartbeat. */
interface Supervised {

  /** The name of its thread. */
  String threadName();

  /** Whether its thread is gone though nobody stopped the work. */
  boolean isDead();

  /** Goes on with a new thread. */
  void revive();
}

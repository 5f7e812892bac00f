package io.asyncable.worker;

/** Work with its own thread that {@link EngineThreads} checks at every heartbeat. */
interface Supervised {

  String threadName();

  /** Whether the thread has ended although nobody stopped the work. */
  boolean isDead();

  /** Continues the work on a new thread. */
  void revive();
}

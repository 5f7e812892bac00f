package io.asyncable.dispatch;

/** A thread that goes round for as long as the engine runs; health tells of one that has ended. */
public interface Loop {

  /** What it does, for health. */
  String name();

  /** Whether it goes round, or need not because it is not started. */
  boolean isAlive();
}

package io.asyncable.worker;

import java.util.List;

/** Is told what the heartbeat finds. Calls come from the heartbeat's thread. */
public interface WorkerListener {

  /**
   * This worker was declared dead and has taken a new epoch: whatever it holds under the old one is
   * no longer its own.
   */
  default void replaced(long oldEpoch, long newEpoch) {}

  /** This worker has declared these dead. */
  default void died(List<Long> epochs) {}
}

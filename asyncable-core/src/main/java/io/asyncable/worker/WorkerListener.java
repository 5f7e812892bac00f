package io.asyncable.worker;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Is told what the heartbeat finds. Calls come from the heartbeat's thread. */
public interface WorkerListener {

  /**
   * This worker was declared dead and has taken a new epoch: whatever it holds under the old one is
   * no longer its own.
   */
  default void replaced(long oldEpoch, long newEpoch) {}

  /**
   * A heartbeat went through. What is asked or told here goes by the heartbeat's own connection,
   * and must be small: the next heartbeat waits for it. The first comes before anything is claimed,
   * and whatever fails then stops the start.
   */
  default void beaten(long epoch, JdbcClient connection) {}

  /** This worker has declared these dead. The next heartbeat waits for whoever is told. */
  default void died(List<Long> epochs) {}
}

package io.asyncable.worker;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Receives the news of the heartbeat, on the heartbeat's thread. The next heartbeat waits for every
 * listener.
 */
public interface WorkerListener {

  /**
   * Other workers declared this worker dead, and it has taken a new epoch. It no longer owns the
   * records that it held under the old epoch.
   */
  default void replaced(long oldEpoch, long newEpoch) {}

  /**
   * A heartbeat has reached the database. Keep statements on this connection small, because it is
   * the heartbeat's own. The first call comes before the worker claims anything; if it throws, the
   * start fails.
   */
  default void beaten(long epoch, JdbcClient connection) {}

  /** This worker has declared the workers with these epochs dead. */
  default void died(List<Long> epochs) {}
}

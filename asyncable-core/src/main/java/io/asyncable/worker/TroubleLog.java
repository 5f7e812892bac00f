package io.asyncable.worker;

import io.asyncable.text.ThrottledLogByKey;
import io.asyncable.worker.Troubles.Key;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed work at once and then once a minute for each kind of work and process type. An outage
 * of the database has a line of its own, so only its end is logged here.
 */
final class TroubleLog {

  private static final Logger log = LoggerFactory.getLogger(TroubleLog.class);

  private final ThrottledLogByKey<Key> failures =
      new ThrottledLogByKey<>(log, key -> key.words() + " failed {} and is tried again: {}");

  /** Whether the end of an outage is news. */
  private final AtomicBoolean outageLasts = new AtomicBoolean();

  /**
   * @param outage whether the database stops all work
   * @param times how often the work has failed in a row
   */
  void failed(Key key, String reason, boolean outage, int times) {
    if (!outage) {
      failures.event(key, reason);
    } else if (times > 1) {
      outageLasts.set(true);
    }
  }

  /**
   * Work succeeds after it has failed more than once in a row.
   *
   * @param afterOutage whether an outage made it fail
   */
  void succeeded(Key key, boolean afterOutage) {
    if (!afterOutage) {
      log.info("{} works again", key.words());
    } else if (outageLasts.compareAndSet(true, false)) {
      log.info("The engine can use the database again");
    }
  }
}

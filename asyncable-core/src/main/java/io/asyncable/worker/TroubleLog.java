package io.asyncable.worker;

import io.asyncable.DatabaseTrouble;
import io.asyncable.text.SeldomToldByKey;
import io.asyncable.worker.Troubles.Key;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed work at once and then once a minute for each kind of work and process type. While the
 * database stops all work, it logs one line a minute for all of it.
 */
final class TroubleLog {

  private static final Logger log = LoggerFactory.getLogger(TroubleLog.class);

  private final SeldomToldByKey<Key> failures =
      new SeldomToldByKey<>(log, key -> key.words() + " failed {} and is tried again: {}");

  private final SeldomToldByKey<DatabaseTrouble> outages =
      new SeldomToldByKey<>(
          log, outage -> outage.sentence() + " The engine's work failed {} and is tried again: {}");

  /** Whether the end of an outage is news. */
  private final AtomicBoolean outageLasts = new AtomicBoolean();

  /**
   * @param outage what stops all work; null if only this work failed
   * @param times how often the work has failed in a row
   */
  void failed(Key key, String reason, @Nullable DatabaseTrouble outage, int times) {
    if (outage == null) {
      failures.happened(key, reason);
      return;
    }
    outages.happened(outage, reason);
    if (times > 1) {
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

package io.asyncable.inbox;

import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for records to report to their submitting users, on every instance that sweeps; the first
 * instance that looks sends the message.
 */
public final class Teller {

  private static final Logger log = LoggerFactory.getLogger(Teller.class);

  private final ProcessTypes types;
  private final Failing failing;
  private final Watched watched;
  private final Troubles troubles;
  private final EngineClock clock;

  Teller(
      ProcessTypes types, Failing failing, Watched watched, Troubles troubles, EngineClock clock) {
    this.types = types;
    this.failing = failing;
    this.watched = watched;
    this.troubles = troubles;
    this.clock = clock;
  }

  /** Looks for records to report once, of every type; returns the number of messages written. */
  public synchronized int look() {
    AtomicInteger failures = new AtomicInteger();
    AtomicInteger successes = new AtomicInteger();
    for (ProcessType type : types.all()) {
      Instant now = clock.instant();
      troubles.attempt(
          Work.TELL,
          type.name(),
          () -> {
            failures.addAndGet(failing.tell(type, now));
            successes.addAndGet(watched.tell(type, now));
          });
    }
    int told = failures.get() + successes.get();
    if (told > 0) {
      log.info("Sent messages about {} failing and {} succeeded records", failures, successes);
    }
    return told;
  }
}

package io.asyncable.alert;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.text.Plural;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for expired records, on every instance that sweeps; the first instance that looks sends the
 * alert. The first expiry of a type is reported at once, further ones within the interval with the
 * next alert. An instance that works or sweeps also reports its own lasting troubles.
 */
public final class Alerter {

  private static final Logger log = LoggerFactory.getLogger(Alerter.class);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration KEPT = Duration.ofDays(7);

  private final LastingTroubles troubles;
  private final Gathering gathering;
  private final AlertDeliveries deliveries;
  private final Duty duty;

  Alerter(
      LastingTroubles troubles,
      Gathering gathering,
      AlertDeliveries deliveries,
      AlertSettings alerts,
      AsyncableProperties settings,
      Duties duties) {
    this.troubles = troubles;
    this.gathering = gathering;
    this.deliveries = deliveries;
    Duration several = alerts.interval().dividedBy(4);
    this.duty =
        duties
            .named("alerts")
            .on(Role.SWEEPER, Role.WORKER)
            .every(several.compareTo(LONGEST_PAUSE) < 0 ? several : LONGEST_PAUSE)
            .failingWhile(gathering::isFailing)
            .endingWith(deliveries::stop)
            .doing(settings.has(Role.SWEEPER) ? this::look : this::lookAtTroubles);
  }

  Duty duty() {
    return duty;
  }

  /**
   * Looks for expired records once and makes every channel send its waiting alerts; returns the
   * number of expired records found.
   */
  public synchronized int look() {
    lookAtTroubles();
    int found = gathering.gather();
    int given = gathering.forget(KEPT);
    if (given > 0) {
      log.error(
          "Gave up {} that no channel could send for {} days",
          Plural.of(given, "alert"),
          KEPT.toDays());
    }
    deliveries.deliver();
    return found;
  }

  /** Sends this instance's lasting troubles to every channel. */
  private void lookAtTroubles() {
    deliveries.deliver(troubles.next());
  }
}

package io.asyncable.alert;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.EngineTrouble;
import io.asyncable.worker.EngineTimer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for expired records, on every instance that sweeps; the first instance that looks sends the
 * alert. The first expiry of a type is reported at once, further ones within the interval with the
 * next alert. An instance that works or sweeps also reports its own lasting troubles.
 */
public final class Alerter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Alerter.class);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration KEPT = Duration.ofDays(7);

  private final LastingTroubles troubles;
  private final Gathering gathering;
  private final AlertRows rows;
  private final List<AlertDelivery> deliveries;
  private final Clock clock;
  private final boolean working;
  private final boolean sweeping;
  private final Duration pause;
  private volatile @Nullable EngineTimer timer;

  Alerter(
      LastingTroubles troubles,
      Gathering gathering,
      AlertRows rows,
      List<AlertDelivery> deliveries,
      Clock clock,
      AsyncableProperties settings) {
    this.troubles = troubles;
    this.gathering = gathering;
    this.rows = rows;
    this.deliveries = deliveries;
    this.clock = clock;
    this.working = settings.has(Role.WORKER);
    this.sweeping = settings.has(Role.SWEEPER);
    Duration several = settings.alerts().interval().dividedBy(4);
    this.pause = several.compareTo(LONGEST_PAUSE) < 0 ? several : LONGEST_PAUSE;
  }

  /** Looks once and lets every channel tell what waits; returns how many expiries it found. */
  public synchronized int look() {
    lookAtTroubles();
    int found = gathering.gather();
    int given = rows.forget(clock.instant().minus(KEPT));
    if (given > 0) {
      log.error("Gave up {} alerts that no channel could send for {} days", given, KEPT.toDays());
    }
    deliveries.forEach(AlertDelivery::deliver);
    return found;
  }

  /** Sends this instance's lasting troubles to every channel. */
  private void lookAtTroubles() {
    List<EngineTrouble> lasting = troubles.next();
    deliveries.forEach(delivery -> delivery.deliver(lasting));
  }

  @Override
  public void start() {
    EngineTimer begun = new EngineTimer("asyncable-alerter");
    begun.repeat(sweeping ? this::look : this::lookAtTroubles, pause, pause);
    timer = begun;
  }

  @Override
  public void stop() {
    EngineTimer running = timer;
    timer = null;
    if (running != null) {
      running.stop();
      deliveries.forEach(AlertDelivery::stop);
    }
  }

  @Override
  public boolean isAutoStartup() {
    return sweeping || working;
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}

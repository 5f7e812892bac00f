package io.asyncable.alert;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks for what expired, on every instance that sweeps; who of them looks first tells. The first
 * expiry of a type is told at once, those that follow within the interval with the next alert.
 */
public final class Alerter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Alerter.class);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration KEPT = Duration.ofDays(7);

  private final Gathering gathering;
  private final AlertRows rows;
  private final List<AlertDelivery> deliveries;
  private final Clock clock;
  private final boolean enabled;
  private final long pause;
  private volatile @Nullable ScheduledExecutorService timer;

  Alerter(
      Gathering gathering,
      AlertRows rows,
      List<AlertDelivery> deliveries,
      Clock clock,
      AsyncableProperties settings) {
    this.gathering = gathering;
    this.rows = rows;
    this.deliveries = deliveries;
    this.clock = clock;
    this.enabled = settings.has(Role.SWEEPER);
    this.pause =
        Math.max(
            1, Math.min(settings.alerts().interval().toMillis() / 4, LONGEST_PAUSE.toMillis()));
  }

  /** Looks once and lets every channel tell what waits; returns how many expiries it found. */
  public synchronized int look() {
    int found = gathering.gather();
    int given = rows.forget(clock.instant().minus(KEPT));
    if (given > 0) {
      log.error("{} alerts that no channel took for {} days are given up", given, KEPT.toDays());
    }
    deliveries.forEach(AlertDelivery::deliver);
    return found;
  }

  private void pass() {
    try {
      look();
    } catch (Throwable failure) {
      // Even an Error: the timer would stop without a word.
      log.warn("Nobody looked for what expired, the next look follows: {}", failure.toString());
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("asyncable-alerter-"));
    scheduler.scheduleWithFixedDelay(this::pass, pause, pause, TimeUnit.MILLISECONDS);
    timer = scheduler;
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = timer;
    timer = null;
    if (running != null) {
      running.shutdownNow();
      deliveries.forEach(AlertDelivery::stop);
    }
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }
}

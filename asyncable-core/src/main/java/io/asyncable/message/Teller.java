package io.asyncable.message;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Looks for what submitting users should hear, on every instance that sweeps; who of them looks
 * first tells.
 */
public final class Teller implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Teller.class);

  private final ProcessTypes types;
  private final Failing failing;
  private final Watched watched;
  private final Troubles troubles;
  private final Clock clock;
  private final boolean enabled;
  private final long interval;
  private volatile @Nullable ScheduledExecutorService timer;

  Teller(
      ProcessTypes types,
      Failing failing,
      Watched watched,
      Troubles troubles,
      Clock clock,
      AsyncableProperties settings) {
    this.types = types;
    this.failing = failing;
    this.watched = watched;
    this.troubles = troubles;
    this.clock = clock;
    this.enabled = settings.has(Role.SWEEPER);
    this.interval = settings.messages().interval().toMillis();
  }

  /** Looks once, at every type; returns how many messages it wrote. */
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
      log.info("Told of {} failing and {} succeeded records", failures, successes);
    }
    return told;
  }

  private void pass() {
    try {
      look();
    } catch (RuntimeException failure) {
      log.warn("Users were not told, the next look follows: {}", failure.toString());
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("asyncable-teller-"));
    scheduler.scheduleWithFixedDelay(this::pass, interval, interval, TimeUnit.MILLISECONDS);
    timer = scheduler;
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = timer;
    timer = null;
    if (running != null) {
      running.shutdownNow();
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

package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.record.History;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Timers;
import io.asyncable.statistics.Counters;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.WorkerListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Passes over all types every second, on every instance. */
public final class Sweeper implements SmartLifecycle, WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final ProcessTypes types;
  private final SweepOfType sweep;
  private final Timers timers;
  private final Heartbeat worker;
  private final SweepRows rows;
  private final AsyncableProperties.Sweep settings;
  private final boolean enabled;
  private final int keep;
  private final History history;
  private final MeterRegistry meters;
  private final Counters counters;
  private final Clock clock;
  private volatile @Nullable ScheduledExecutorService timer;
  private volatile @Nullable Instant lastPass;

  Sweeper(
      ProcessTypes types,
      SweepOfType sweep,
      Timers timers,
      History history,
      Heartbeat worker,
      SweepRows rows,
      AsyncableProperties settings,
      MeterRegistry meters,
      Counters counters,
      Clock clock) {
    this.types = types;
    this.sweep = sweep;
    this.timers = timers;
    this.settings = settings.sweep();
    this.keep = settings.history().perRecord();
    this.history = history;
    this.worker = worker;
    this.rows = rows;
    this.enabled = settings.has(Role.SWEEPER);
    this.meters = meters;
    this.counters = counters;
    this.clock = clock;
  }

  /** Looks once at what is due, of every type; returns what it did. */
  public synchronized Tally sweep() {
    long began = System.nanoTime();
    Tally total = Tally.NOTHING;
    for (ProcessType type : types.all()) {
      Tally tally = sweep.of(type);
      tally.count(type.name(), meters);
      counters.lost(type.name(), tally.lost());
      counters.expired(type.name(), tally.expired());
      total = total.plus(tally);
    }
    Instant ended = clock.instant();
    lastPass = ended;
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    rows.write(new SweepRows.Pass(worker.epoch(), ended, took, total));
    if (total.didSomething()) {
      log.info("Swept: {}", total);
    }
    return total;
  }

  /** When the last pass ended; empty before the first. */
  public Optional<Instant> lastPass() {
    return Optional.ofNullable(lastPass);
  }

  private void pass() {
    try {
      sweep();
    } catch (RuntimeException failure) {
      log.warn("The sweep failed, the next one follows: {}", failure.toString());
    }
  }

  /** Keeps the history of records that fail again and again within its bound. */
  private void trim() {
    try {
      history.trim(keep);
    } catch (RuntimeException failure) {
      log.warn("The history was not trimmed, the next time follows: {}", failure.toString());
    }
  }

  /** Makes what the dead held due at once and looks at it without waiting for the next pass. */
  @Override
  public void died(List<Long> epochs) {
    for (ProcessType type : types.all()) {
      epochs.forEach(epoch -> timers.release(type, epoch));
    }
    ScheduledExecutorService running = timer;
    if (running != null) {
      running.execute(this::pass);
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            new CustomizableThreadFactory("asyncable-sweeper-"));
    long interval = settings.interval().toMillis();
    scheduler.scheduleWithFixedDelay(this::trim, 10, 10, TimeUnit.MINUTES);
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

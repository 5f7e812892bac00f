package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.statistics.Counters;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.EngineThread;
import io.asyncable.worker.EngineThreads;
import io.asyncable.worker.Heartbeat;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.asyncable.worker.WorkerListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Passes over all types every second. An instance that only works, without the role sweeper, judges
 * its own claims, for nobody else does while it lives.
 */
public final class Sweeper implements SmartLifecycle, WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

  private final ProcessTypes types;
  private final SweepOfType sweep;
  private final DeadWorkers dead;
  private final Heartbeat worker;
  private final SweepRows rows;
  private final AsyncableProperties.Sweep settings;
  private final boolean sweeping;
  private final boolean working;
  private final MeterRegistry meters;
  private final Counters counters;
  private final Troubles troubles;
  private final Clock clock;
  private final EngineThreads threads;

  /** Has a permit when the next pass must not wait for its time. */
  private final Semaphore urgent = new Semaphore(0);

  private volatile @Nullable EngineThread thread;
  private volatile boolean running;
  private volatile @Nullable Instant lastPass;

  /** Why a type could not be swept, for when all rest after that. */
  private @Nullable RuntimeException latestFailure;

  Sweeper(
      ProcessTypes types,
      SweepOfType sweep,
      DeadWorkers dead,
      Heartbeat worker,
      SweepRows rows,
      AsyncableProperties settings,
      MeterRegistry meters,
      Counters counters,
      Troubles troubles,
      EngineThreads threads,
      Clock clock) {
    this.types = types;
    this.sweep = sweep;
    this.dead = dead;
    this.settings = settings.sweep();
    this.worker = worker;
    this.rows = rows;
    this.sweeping = settings.has(Role.SWEEPER);
    this.working = settings.has(Role.WORKER);
    this.meters = meters;
    this.counters = counters;
    this.troubles = troubles;
    this.threads = threads;
    this.clock = clock;
  }

  /** Looks once at what is due, of every type; returns what it did. */
  public synchronized Tally sweep() {
    long began = System.nanoTime();
    troubles.attempt(Work.RELEASE, Troubles.ALL_TYPES, dead::release);
    Tally total = sweepAll(sweep::of);
    Instant ended = clock.instant();
    lastPass = ended;
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    rows.write(new SweepRows.Pass(worker.epoch(), ended, took, total));
    if (total.didSomething()) {
      log.info("Swept: {}", total);
    }
    return total;
  }

  /** One type that cannot be swept stops no other. */
  private Tally sweepAll(Function<ProcessType, Tally> way) {
    List<Tally> tallies = new ArrayList<>();
    for (ProcessType type : types.all()) {
      troubles.attempt(Work.SWEEP, type.name(), () -> tallies.add(sweep(type, way)));
    }
    if (tallies.isEmpty() && !types.all().isEmpty()) {
      throw new IllegalStateException("No type could be swept", latestFailure);
    }
    return tallies.stream().reduce(Tally.NOTHING, Tally::plus);
  }

  private Tally sweep(ProcessType type, Function<ProcessType, Tally> way) {
    try {
      return counted(type, way.apply(type));
    } catch (RuntimeException failure) {
      latestFailure = failure;
      throw failure;
    }
  }

  private Tally counted(ProcessType type, Tally tally) {
    tally.count(type.name(), meters);
    counters.lost(type.name(), tally.lost());
    counters.expired(type.name(), tally.expired());
    return tally;
  }

  /** Looks at this worker's own claims only; returns what it did. */
  public synchronized Tally sweepOwn() {
    Tally total = sweepAll(sweep::ownOf);
    lastPass = clock.instant();
    return total;
  }

  /** When the last pass ended, or the sweeper started; empty where it does not run. */
  public Optional<Instant> lastPass() {
    return Optional.ofNullable(lastPass);
  }

  /** Whether it sweeps for all; otherwise it looks at this worker's own claims only. */
  public boolean isForAll() {
    return sweeping;
  }

  private void work() {
    long interval = settings.interval().toMillis();
    try {
      while (isRunning()) {
        urgent.tryAcquire(interval, TimeUnit.MILLISECONDS);
        urgent.drainPermits();
        pass();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass() {
    troubles.attempt(
        Work.SWEEP,
        Troubles.ALL_TYPES,
        () -> Objects.requireNonNull(sweeping ? sweep() : sweepOwn()));
  }

  /** Looks at what the dead held without waiting for the next pass, on the sweeper's thread. */
  @Override
  public void died(List<Long> epochs) {
    urgent.release();
  }

  @Override
  public void start() {
    lastPass = clock.instant();
    running = true;
    thread = threads.start("asyncable-sweeper", this::work);
  }

  @Override
  public void stop() {
    running = false;
    EngineThread stopped = thread;
    thread = null;
    if (stopped != null) {
      threads.stop(stopped);
    }
  }

  @Override
  public boolean isAutoStartup() {
    return sweeping || working;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

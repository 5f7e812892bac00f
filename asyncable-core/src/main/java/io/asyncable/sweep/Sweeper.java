package io.asyncable.sweep;

import io.asyncable.AsyncableProperties;
import io.asyncable.AsyncableProperties.Role;
import io.asyncable.statistics.Counters;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over all types every second. An instance that only works, without the role sweeper, judges
 * its own claims, for nobody else does while it lives.
 */
public final class Sweeper implements WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final ProcessTypes types;
  private final SweepOfType sweep;
  private final DeadWorkers dead;
  private final Heartbeat worker;
  private final SweepRows rows;
  private final boolean sweeping;
  private final MeterRegistry meters;
  private final Counters counters;
  private final Troubles troubles;
  private final Clock clock;
  private final Duty duty;
  private volatile @Nullable Instant lastPass;
  private Tally untold = Tally.NOTHING;
  private Instant tellAt = Instant.EPOCH;

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
      Duties duties,
      Clock clock) {
    this.types = types;
    this.sweep = sweep;
    this.dead = dead;
    this.worker = worker;
    this.rows = rows;
    this.sweeping = settings.has(Role.SWEEPER);
    this.meters = meters;
    this.counters = counters;
    this.troubles = troubles;
    this.clock = clock;
    this.duty =
        duties
            .named("sweep")
            .on(Role.SWEEPER, Role.WORKER)
            .every(settings.sweep().interval())
            .quietly()
            .beginningWith(() -> lastPass = clock.instant())
            .doing(this::pass);
  }

  /** This, done again and again. */
  public Duty duty() {
    return duty;
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
    tell(total, ended);
    return total;
  }

  /** One line a minute, with all that the passes since the last one did. */
  private void tell(Tally pass, Instant now) {
    untold = untold.plus(pass);
    if (untold.didSomething() && !now.isBefore(tellAt)) {
      log.info(
          "The sweeper published {} records, held {} for open breakers, found {} attempts lost and gave up {} records",
          untold.published(),
          untold.held(),
          untold.lost(),
          untold.expired());
      untold = Tally.NOTHING;
      tellAt = now.plus(BETWEEN_LINES);
    }
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

  private void pass() {
    if (!troubles.rests(Work.SWEEP, Troubles.ALL_TYPES)) {
      troubles.insist(Work.SWEEP, Troubles.ALL_TYPES, sweeping ? this::sweep : this::sweepOwn);
    }
  }

  /** Looks at what the dead held without waiting for the next pass, on the sweeper's thread. */
  @Override
  public void died(List<Long> epochs) {
    duty.soon();
  }
}

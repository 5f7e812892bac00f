package io.asyncable.sweep;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.move.SweepSettings;
import io.asyncable.text.Plural;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import io.asyncable.worker.Troubles.Work;
import io.asyncable.worker.WorkerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over all tables every second. An instance that only works, without the role sweeper,
 * judges its own claims, for nobody else does while it lives.
 */
public final class Sweeper implements WorkerListener {

  private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final TableSweeps tables;
  private final SweepRows rows;
  private final Troubles troubles;
  private final EngineClock clock;
  private final boolean sweeping;
  private final Duty duty;
  private volatile @Nullable Instant lastPass;
  private Tally untold = Tally.NOTHING;
  private Instant tellAt = Instant.EPOCH;

  Sweeper(
      TableSweeps tables,
      SweepRows rows,
      Troubles troubles,
      Duties duties,
      EngineClock clock,
      SweepSettings settings) {
    this.tables = tables;
    this.rows = rows;
    this.troubles = troubles;
    this.clock = clock;
    this.sweeping = duties.areOf(Role.SWEEPER);
    this.duty =
        duties
            .named("sweep")
            .on(Role.SWEEPER, Role.WORKER)
            .every(settings.interval())
            .quietly()
            .beginningWith(() -> lastPass = clock.instant())
            .doing(this::pass);
  }

  /** This, done again and again. */
  public Duty duty() {
    return duty;
  }

  /** Handles the due records of every type once; returns what it did. */
  public synchronized Tally sweep() {
    long began = System.nanoTime();
    Tally total = tables.all();
    Instant ended = clock.instant();
    lastPass = ended;
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    rows.write(ended, took, total);
    tell(total, ended);
    return total;
  }

  /** One line a minute, with all that the passes since the last one did. */
  private void tell(Tally pass, Instant now) {
    untold = untold.plus(pass);
    if (untold.didSomething() && !now.isBefore(tellAt)) {
      log.info(
          "The sweeper published {}, held {} for open breakers, found {} lost and gave up {}",
          Plural.of(untold.published(), "record"),
          untold.held(),
          Plural.of(untold.lost(), "attempt"),
          Plural.of(untold.expired(), "record"));
      untold = Tally.NOTHING;
      tellAt = now.plus(BETWEEN_LINES);
    }
  }

  /** Judges this worker's own claims only; returns what it did. */
  public synchronized Tally sweepOwn() {
    Tally total = tables.allOwn();
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

  /**
   * Handles the claims of dead workers at once, on the sweeper's thread, instead of with the next
   * pass.
   */
  @Override
  public void died(List<Long> epochs) {
    duty.soon();
  }
}

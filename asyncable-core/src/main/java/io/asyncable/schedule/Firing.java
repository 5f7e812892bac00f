package io.asyncable.schedule;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.job.Enqueued;
import io.asyncable.job.Jobs;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import io.asyncable.worker.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires the slots that are due, on every instance that sweeps. A slot's job, its row and the next
 * slot are written in one transaction that holds the schedule's row, so a slot is fired once,
 * whatever instances do and whenever they die.
 */
final class Firing {

  private static final Duration BETWEEN_PASSES = Duration.ofSeconds(1);
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Declarations declarations;
  private final ScheduleRows rows;
  private final Jobs jobs;
  private final EngineClock clock;
  private final Duty duty;

  Firing(
      Declarations declarations, ScheduleRows rows, Jobs jobs, EngineClock clock, Duties duties) {
    this.declarations = declarations;
    this.rows = rows;
    this.jobs = jobs;
    this.clock = clock;
    this.duty =
        duties
            .named("schedules")
            .on(Role.SWEEPER)
            .every(BETWEEN_PASSES)
            .beginningWith(this::declare)
            .doing(this::pass);
  }

  Duty duty() {
    return duty;
  }

  /** Reconciles what the application declares with the database. */
  void declare() {
    if (!declarations.all().isEmpty()) {
      rows.declare(List.copyOf(declarations.all().values()), clock.instant());
    }
  }

  /**
   * Fires what is due. One that fails keeps no other from firing.
   *
   * @throws RuntimeException the first failure, after all
   */
  synchronized void pass() {
    List<String> names =
        declarations.all().values().stream()
            .filter(DeclaredSchedule::enabled)
            .map(DeclaredSchedule::name)
            .toList();
    if (names.isEmpty()) {
      return;
    }
    List<String> due = rows.due(names, clock.instant());
    if (due.isEmpty()) {
      return;
    }
    RuntimeException first = null;
    for (String name : due) {
      try {
        fire(declarations.all().get(name));
      } catch (RuntimeException failure) {
        first = first == null ? failure : first;
      }
    }
    rows.forget(clock.instant().minus(REMEMBERED));
    if (first != null) {
      throw first;
    }
  }

  private void fire(DeclaredSchedule schedule) {
    rows.within(
        () -> {
          Instant now = clock.instant();
          ScheduleRows.Row row = rows.lock(schedule, now);
          if (row != null && row.next() != null) {
            fire(schedule, row, schedule.due(row.next(), now), now);
          }
        });
  }

  private void fire(
      DeclaredSchedule schedule, ScheduleRows.Row row, DeclaredSchedule.Due due, Instant now) {
    Enqueued last = null;
    @Nullable Enqueued before = row.last();
    for (Instant slot : due.fired()) {
      if (schedule.overlap() == Overlap.SKIP && before != null && rows.isLive(before)) {
        rows.skipped(schedule.name(), slot, now);
      } else {
        last = jobs.enqueue(schedule.requests().apply(slot));
        before = last;
        rows.fired(schedule.name(), slot, last, now);
      }
    }
    rows.advance(schedule.name(), due, last);
  }
}

package io.asyncable.schedule;

import io.asyncable.UnknownRecord;
import io.asyncable.job.Enqueued;
import io.asyncable.job.Jobs;
import io.asyncable.worker.EngineClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Schedules as the declarations and the database have them. */
final class DefaultSchedules implements Schedules {

  /** How many slots a list shows. */
  private static final int RECENT = 5;

  private final Declarations declarations;
  private final ScheduleRows rows;
  private final Jobs jobs;
  private final EngineClock clock;

  DefaultSchedules(Declarations declarations, ScheduleRows rows, Jobs jobs, EngineClock clock) {
    this.declarations = declarations;
    this.rows = rows;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public List<Schedule> all() {
    Map<String, List<Slot>> recent = rows.recent(RECENT);
    return rows.all().stream()
        .map(row -> schedule(row, recent.getOrDefault(row.name(), List.of())))
        .toList();
  }

  private Schedule schedule(ScheduleRows.Row row, List<Slot> recent) {
    DeclaredSchedule declared = declarations.all().get(row.name());
    return new Schedule(
        row.name(),
        row.plan(),
        declared == null ? null : declared.jobType(),
        row.next(),
        recent,
        row.missed(),
        row.pausedAt(),
        row.pausedBy(),
        row.pauseReason());
  }

  @Override
  public List<Instant> next(String name, int slots) {
    Timing timing = known(name).timing();
    return Stream.iterate(timing.after(clock.instant()), Objects::nonNull, timing::after)
        .limit(slots)
        .toList();
  }

  @Override
  public boolean pause(String name, String actor, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("The reason of a pause is blank. Write why.");
    }
    return rows.pause(known(name).name(), actor, reason, clock.instant());
  }

  @Override
  public boolean resume(String name) {
    return rows.resume(name, known(name).timing().after(clock.instant()));
  }

  @Override
  public Enqueued runNow(String name) {
    return jobs.enqueue(known(name).requests().apply(clock.instant()));
  }

  private DeclaredSchedule known(String name) {
    DeclaredSchedule schedule = declarations.all().get(name);
    if (schedule == null) {
      throw new UnknownRecord(
          "There is no schedule '%s'. Known are %s.".formatted(name, declarations.all().keySet()));
    }
    return schedule;
  }
}

package io.asyncable.web.schedule;

import io.asyncable.schedule.Schedules.Schedule;
import java.time.Instant;
import java.util.List;

/**
 * A schedule as page and API show it.
 *
 * @param upcoming its next slots, whether it is paused or not; empty if this version of the
 *     application does not declare it
 * @param mayRun whether the user may pause, resume and run it
 */
record ScheduleView(Schedule schedule, List<Instant> upcoming, boolean mayRun) {}

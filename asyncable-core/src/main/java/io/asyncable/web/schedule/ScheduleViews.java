package io.asyncable.web.schedule;

import io.asyncable.Permission;
import io.asyncable.UnknownRecord;
import io.asyncable.access.Viewer;
import io.asyncable.schedule.Schedules;
import io.asyncable.schedule.Schedules.Schedule;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.VisibleTypes;
import java.util.List;

/** The schedules whose jobs a user may see, and what the user may do to them. */
final class ScheduleViews {

  private static final int UPCOMING = 5;

  private final Schedules schedules;
  private final VisibleTypes types;

  ScheduleViews(Schedules schedules, VisibleTypes types) {
    this.schedules = schedules;
    this.types = types;
  }

  List<ScheduleView> all(Viewer viewer) {
    boolean mayRun = viewer.may(Permission.RUN_SCHEDULE);
    List<String> visible = types.names(viewer);
    boolean all = types.all(viewer);
    return schedules.all().stream()
        .filter(schedule -> all || visible.contains(schedule.jobType()))
        .map(schedule -> view(schedule, mayRun))
        .toList();
  }

  private ScheduleView view(Schedule schedule, boolean mayRun) {
    return new ScheduleView(
        schedule,
        schedule.declared() ? schedules.next(schedule.name(), UPCOMING) : List.of(),
        mayRun && schedule.declared());
  }

  /**
   * The schedule with this name.
   *
   * @throws UnknownRecord if there is no such schedule
   */
  ScheduleView of(String name, Viewer viewer) {
    return all(viewer).stream()
        .filter(view -> view.schedule().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownRecord(
                    "There is no schedule '%s'.".formatted(RequestProblem.shown(name))));
  }
}

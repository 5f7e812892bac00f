package io.asyncable.schedule;

import io.asyncable.job.Enqueued;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of recurring jobs; see {@link Recurring}. Methods that take a name throw {@link
 * io.asyncable.UnknownRecord} if the application declares no schedule of that name.
 */
public interface Schedules {

  /**
   * What became of a slot.
   *
   * @param slot its time
   * @param job the job that was enqueued; null if the slot was skipped, because the job of the slot
   *     before had not ended
   */
  record Slot(Instant slot, @Nullable Enqueued job) {}

  /**
   * A schedule.
   *
   * @param plan its cron expression and zone, or its interval
   * @param jobType the type of its jobs; null if this version of the application does not declare
   *     it, and so does not fire it
   * @param next when its next slot is; null if there is none. A schedule that is disabled by its
   *     settings keeps it and fires nothing.
   * @param recent the latest slots, at most five, the latest first
   * @param missed how many slots nobody fired, because they were too late
   * @param pausedAt since when it is paused; null if it is not
   * @param pausedBy who paused it
   * @param pauseReason why
   */
  record Schedule(
      String name,
      String plan,
      @Nullable String jobType,
      @Nullable Instant next,
      List<Slot> recent,
      long missed,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      @Nullable String pauseReason) {

    /** Whether this version of the application declares it. */
    public boolean declared() {
      return jobType != null;
    }
  }

  /** All schedules, sorted by name. */
  List<Schedule> all();

  /** The next slots of a schedule at most, counted from now and without regard to a pause. */
  List<Instant> next(String name, int slots);

  /** Fires no slot from now on; false if it is paused already. */
  boolean pause(String name, String actor, String reason);

  /** Goes on with the next slot from now; false if it is not paused. */
  boolean resume(String name);

  /**
   * Enqueues the job of a schedule now, whatever its plan and the overlap say. The plan goes on as
   * it is.
   */
  Enqueued runNow(String name);
}

package io.asyncable.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that the application declares.
 *
 * @param plan the plan as a text: when it changes, the schedule was edited
 * @param jobType the type of its jobs
 * @param enabled whether it fires slots
 * @param within how late a slot may be fired
 * @param requests makes the request of a slot
 */
record DeclaredSchedule(
    String name,
    String plan,
    String jobType,
    boolean enabled,
    Timing timing,
    Overlap overlap,
    CatchUp catchUp,
    Duration within,
    Function<Instant, Object> requests) {

  /** More are left to the next transaction. */
  private static final int MOST_FIRED = 100;

  private static final int MOST_LOOKED_AT = 10_000;

  private static final Duration ON_TIME = Duration.ofMinutes(1);

  /**
   * What is to be done now.
   *
   * @param fired the slots to fire
   * @param missed how many slots are not fired because they are too old, or not the latest
   * @param next the slot after all these; null if there is none
   */
  record Due(List<Instant> fired, int missed, @Nullable Instant next) {}

  /** What is to be done at that time, beginning with a slot that is due. */
  Due due(Instant first, Instant now) {
    Instant oldest = now.minus(catchUp == CatchUp.NONE ? ON_TIME : within);
    List<Instant> fired = new ArrayList<>();
    int looked = 0;
    Instant slot = first;
    while (slot != null
        && !slot.isAfter(now)
        && looked < MOST_LOOKED_AT
        && fired.size() < MOST_FIRED) {
      looked++;
      if (!slot.isBefore(oldest)) {
        if (catchUp != CatchUp.ALL) {
          fired.clear();
        }
        fired.add(slot);
      }
      slot = timing.after(slot);
    }
    boolean reached = slot == null || slot.isAfter(now);
    if (!reached && catchUp != CatchUp.ALL) {
      fired.clear();
    }
    return new Due(List.copyOf(fired), looked - fired.size(), slot);
  }
}

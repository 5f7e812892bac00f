package io.asyncable.run;

import io.asyncable.database.Patience;
import io.asyncable.guard.Guard;
import io.asyncable.move.Cause;
import io.asyncable.move.Reference;
import io.asyncable.move.Timers;
import io.asyncable.move.Timers.Timer;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.EngineClock;
import io.asyncable.worker.Troubles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks a guard for a permission for each reference, and parks the refused ones. */
final class Admission {

  private final Timers timers;
  private final EngineClock clock;
  private final Patience patience;

  Admission(Timers timers, Troubles troubles, EngineClock clock) {
    this.timers = timers;
    this.clock = clock;
    this.patience = Claiming.patience(troubles);
  }

  /** The references for which the guard gave a permission. */
  List<Reference> admit(ProcessType type, List<Reference> references, Guard guard) {
    List<Reference> admitted = new ArrayList<>(references.size());
    Map<Cause, List<Timer>> parked = new EnumMap<>(Cause.class);
    Instant now = clock.instant();
    try {
      for (Reference reference : references) {
        guard
            .enter(now)
            .ifPresentOrElse(
                refused ->
                    parked
                        .computeIfAbsent(refused.cause(), cause -> new ArrayList<>())
                        .add(new Timer(reference, now.plus(refused.delay()))),
                () -> admitted.add(reference));
      }
      parked.forEach((cause, timers) -> park(type, cause, timers));
    } catch (Throwable failure) {
      admitted.forEach(permitted -> guard.release());
      throw failure;
    }
    return admitted;
  }

  private void park(ProcessType type, Cause cause, List<Timer> parked) {
    List<Timer> ramped = Dispatcher.ramp(parked);
    patience.untilWritten("parked records", () -> timers.park(type, cause, ramped));
  }
}
